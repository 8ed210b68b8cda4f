import { expect, test } from 'vitest'
import { exitCodeOf, exitCodes } from './exit-codes.ts'

test('the numbers are those that scripts rely on', () => {
  expect(exitCodes).toEqual({
    done: 0,
    failed: 1,
    usage: 2,
    pending: 3,
    history: 4,
    blocked: 5,
    validation: 6,
    lock: 7,
    connection: 8,
    interrupted: 130,
  })
})

test.each([
  ['MIGRATION_FAILED', 1],
  ['SOMETHING_NEW', 1],
  ['toString', 1],
  ['TARGET_UNKNOWN', 2],
  ['MIGRATION_RECORDED_MISSING', 4],
  ['DESTRUCTIVE_MIGRATION_BLOCKED', 5],
  ['ENUM_IN_USE', 5],
  ['ENUM_VALUES_MISMATCH', 6],
  ['INDEX_MISMATCH', 6],
  ['LOCK_TIMEOUT', 7],
  ['CANNOT_CONNECT', 8],
  ['INTERRUPTED', 130],
])('%s ends the process with %d', (code, exitCode) => {
  expect(exitCodeOf(code)).toBe(exitCode)
})
