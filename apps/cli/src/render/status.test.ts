import { expect, test } from 'vitest'
import type { StatusReport } from '../commands/status.ts'
import { differing, enumCheck } from './fixtures.ts'
import { renderStatus } from './status.ts'
import { createStyle, plain } from './style.ts'

const report: StatusReport = {
  url: 'postgres://app:***@db:5432/omni',
  schema: 'public',
  server: { version: '18.4', major: 18, database: 'omni', user: 'app', readOnly: true },
  migrations: [
    {
      name: '001_a',
      state: 'applied',
      appliedAt: '2026-11-22T07:45:00.000Z',
      transaction: true,
      dependsOn: [],
    },
    { name: '002_b', state: 'missing', appliedAt: null, transaction: true, dependsOn: [] },
    { name: '003_c', state: 'pending', appliedAt: null, transaction: true, dependsOn: ['001_a'] },
  ],
  pending: ['003_c'],
  enums: [enumCheck(), differing, enumCheck({ name: 'gone', status: 'absent', actual: null })],
  history: 'present',
}

test('everything that is not as it should be is named, the gravest first', () => {
  expect(renderStatus(report, plain)).toMatchInlineSnapshot(`
    "postgres://app:***@db:5432/omni, schema public, PostgreSQL 18.4, read-only
      applied  001_a        2026-11-22T07:45:00.000Z
      missing  002_b        recorded in the database, unknown to the code
      pending  003_c
      enum     public.mood  matches
      enum     public.mood  differs: missing ['ok'], extra ['angry'], other order
      enum     public.gone  absent
    1 recorded migration missing, 2 enums not as migrated, see: check, 1 migration pending"
  `)
})

test('an empty database without migrations is up to date', () => {
  const empty = {
    ...report,
    migrations: [],
    enums: [],
    pending: [],
    server: { ...report.server, readOnly: false },
  }
  expect(renderStatus(empty, plain)).toMatchInlineSnapshot(`
    "postgres://app:***@db:5432/omni, schema public, PostgreSQL 18.4
    up to date"
  `)
})

test('colour changes no column', () => {
  const colored = renderStatus(report, createStyle(true))
  expect(colored).not.toBe(renderStatus(report, plain))
  // biome-ignore lint/suspicious/noControlCharactersInRegex: an escape sequence starts with a control character
  expect(colored.replace(/\u001b\[\d+m/g, '')).toBe(renderStatus(report, plain))
})
