import { expect, expectTypeOf, test } from 'vitest'
import { isOmniError, OmniError } from './omni-error.ts'

const error = new OmniError('LOST', {
  message: 'It is lost.',
  hint: 'Look for it.',
  details: { where: 'public.e' },
  cause: new Error('before'),
})

test('an error carries code, message, hint, details and cause', () => {
  expect(error).toBeInstanceOf(Error)
  expect(error).toMatchObject({
    name: 'OmniError',
    code: 'LOST',
    message: 'It is lost.',
    hint: 'Look for it.',
    details: { where: 'public.e' },
    cause: { message: 'before' },
  })
  expectTypeOf(error.code).toEqualTypeOf<'LOST'>()
  expectTypeOf(error.details).toEqualTypeOf<{ where: string }>()
})

test('an error without a cause has none, not an undefined one', () => {
  expect('cause' in new OmniError('LOST', { message: 'm', hint: 'h', details: {} })).toBe(false)
})

test('code, hint and details come out in JSON', () => {
  expect(JSON.parse(JSON.stringify(error))).toMatchObject({
    code: 'LOST',
    hint: 'Look for it.',
    details: { where: 'public.e' },
  })
})

test('an error is known by its fields, so that another copy of the package knows it too', () => {
  const other = Object.assign(new Error('m'), { code: 'X', hint: 'h', details: {} })
  expect(isOmniError(error)).toBe(true)
  expect(isOmniError(other)).toBe(true)
})

test('errors of drivers and of Node, and what is no error, are not of the family', () => {
  const ofServer = Object.assign(new Error('m'), { code: '42501', hint: undefined, detail: 'd' })
  const ofNode = Object.assign(new Error('m'), { code: 'ECONNREFUSED' })
  for (const value of [
    ofServer,
    ofNode,
    new Error('m'),
    null,
    undefined,
    'LOST',
    { code: 'X', hint: '', details: {} },
  ]) {
    expect(isOmniError(value)).toBe(false)
  }
})
