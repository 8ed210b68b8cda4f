import { expect, test } from 'vitest'
import { assertServerVersion } from './assert-server-version.ts'

test('refuses a server below 14 and says which one it is', () => {
  expect(() => assertServerVersion({ version: '13.23', versionNumber: 130_023 })).toThrow(
    expect.objectContaining({
      code: 'SERVER_TOO_OLD',
      message: 'The server is PostgreSQL 13.23; 14 or newer is needed',
    }),
  )
})

test('accepts 14', () => {
  expect(() => assertServerVersion({ version: '14.0', versionNumber: 140_000 })).not.toThrow()
})
