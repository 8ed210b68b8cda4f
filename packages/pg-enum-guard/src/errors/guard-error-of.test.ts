import { expect, test } from 'vitest'
import { guardErrorOf, PermissionDeniedError, ReadOnlyError } from './guard-error-of.ts'

const fromServer = (code: string, message: string) => Object.assign(new Error(message), { code })

test('42501 becomes PERMISSION_DENIED with the words of the server', () => {
  const cause = fromServer('42501', 'must be owner of type e')
  const error = guardErrorOf(cause)
  expect(error).toBeInstanceOf(PermissionDeniedError)
  expect(error).toMatchObject({
    code: 'PERMISSION_DENIED',
    message: 'The role may not do this: must be owner of type e',
    details: { sqlstate: '42501' },
    cause,
  })
})

test('25006 becomes READ_ONLY with the words of the server', () => {
  const cause = fromServer('25006', 'cannot execute DROP TYPE in a read-only transaction')
  const error = guardErrorOf(cause)
  expect(error).toBeInstanceOf(ReadOnlyError)
  expect(error).toMatchObject({
    code: 'READ_ONLY',
    message:
      'The server or the transaction is read-only: cannot execute DROP TYPE in a read-only transaction',
    cause,
  })
})

test('every other value comes back as it is', () => {
  for (const value of [fromServer('40001', 'm'), new Error('m'), 'text', null]) {
    expect(guardErrorOf(value)).toBe(value)
  }
})
