import { expect, test } from 'vitest'
import { differing, enumCheck } from '../render/fixtures.ts'
import { exitCodeOfCheck } from './check.ts'
import { exitCodeOfStatus } from './status.ts'

const applied = { name: '001', state: 'applied', appliedAt: null, transaction: true, dependsOn: [] } as const
const missing = { ...applied, state: 'missing' } as const
const status = {
  schema: 'public',
  server: { version: '18.4', major: 18, database: 'omni', user: 'app', readOnly: false },
  migrations: [applied],
  pending: [],
  enums: [enumCheck()],
  history: 'present',
} as const

test('status: a missing migration is graver than an enum that differs, and that than a pending migration', () => {
  expect(exitCodeOfStatus(status)).toBe(0)
  expect(exitCodeOfStatus({ ...status, pending: ['002'] })).toBe(3)
  expect(exitCodeOfStatus({ ...status, pending: ['002'], enums: [differing] })).toBe(6)
  expect(exitCodeOfStatus({ ...status, pending: ['002'], enums: [differing], migrations: [missing] })).toBe(4)
})

test('check: the first problem decides, then what is pending', () => {
  const problem = (code: string) => ({ code, message: '', hint: '', details: {} })
  expect(exitCodeOfCheck({ ok: true, pending: [], problems: [] })).toBe(0)
  expect(exitCodeOfCheck({ ok: false, pending: ['002'], problems: [] })).toBe(3)
  expect(exitCodeOfCheck({ ok: false, pending: ['002'], problems: [problem('TABLE_MISMATCH')] })).toBe(6)
  expect(
    exitCodeOfCheck({
      ok: false,
      pending: [],
      problems: [problem('HISTORY_INVALID'), problem('ENUM_ABSENT')],
    }),
  ).toBe(4)
})
