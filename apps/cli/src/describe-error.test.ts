import { expect, test } from 'vitest'
import { CliError } from './cli-error.ts'
import { describeError, stacksOf } from './describe-error.ts'

test('an error of the family keeps its code, hint and details', () => {
  const error = new CliError('ENUM_UNKNOWN', 'No such enum.', 'Known: a', { known: ['a'] })
  expect(describeError(error)).toEqual({
    code: 'ENUM_UNKNOWN',
    message: 'No such enum.',
    hint: 'Known: a',
    details: { known: ['a'] },
  })
})

test('any other error is UNEXPECTED, with what it says', () => {
  const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })
  expect(describeError(refused)).toMatchObject({
    code: 'UNEXPECTED',
    message: 'connect ECONNREFUSED',
    details: { cause: 'ECONNREFUSED' },
  })
  expect(describeError('text').message).toBe('text')
  expect(describeError(new Error('')).message).toBe('Error')
  expect(
    describeError(new AggregateError([new Error('::1 refused'), new Error('127.0.0.1 refused')])).message,
  ).toBe('::1 refused; 127.0.0.1 refused')
})

test('stacks go down to the first cause', () => {
  const stacks = stacksOf(new Error('outer', { cause: new Error('middle', { cause: 'inner' }) }))
  expect(stacks).toMatch(/^Error: outer\n.*Caused by: Error: middle\n.*Caused by: inner$/s)
})
