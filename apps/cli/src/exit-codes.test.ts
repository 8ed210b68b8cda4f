import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { errorCodesOf, exitCodeMeanings, exitCodeOf, exitCodes, type Outcome } from './exit-codes.ts'

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

test('every error code of the packages has an exit code, decided on and documented', () => {
  const packages = new URL('../../../packages/', import.meta.url)
  const sources = globSync('*/src/**/*error*.ts', { cwd: packages.pathname }).map((file) =>
    readFileSync(new URL(file, packages), 'utf8'),
  )
  const thrown = sources.flatMap(
    (source) => source.match(/(?<=OmniError<\s*'|^ {2}\| ')[A-Z]+(_[A-Z]+)*/gm) ?? [],
  )
  const decided = (Object.keys(exitCodeMeanings) as Outcome[]).flatMap(errorCodesOf)
  expect(thrown.length).toBeGreaterThan(30)
  expect([...new Set(thrown)].filter((code) => !decided.includes(code))).toEqual([])
})
