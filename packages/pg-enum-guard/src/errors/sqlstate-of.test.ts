import { expect, test } from 'vitest'
import { sqlstateOf } from './sqlstate-of.ts'

test('the code of a server error is its SQLSTATE', () => {
  expect(sqlstateOf(Object.assign(new Error('m'), { code: '42P01' }))).toBe('42P01')
})

test('codes of Node, of the guard and of nobody are none', () => {
  for (const value of [
    { code: 'ECONNRESET' },
    { code: 'ENUM_IN_USE' },
    { code: 42501 },
    {},
    null,
    undefined,
    '42501',
  ]) {
    expect(sqlstateOf(value)).toBeNull()
  }
})
