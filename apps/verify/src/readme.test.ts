import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createProgram, exitCodeMeanings } from './program.ts'
import { steps } from './steps.ts'

const readme = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8')
const rows = readme
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .map((line) => line.split('|').map((cell) => cell.trim()))

/** Returns the second cell of the row that begins with this one. */
function cellBeside(first: string): string | undefined {
  return rows.find(([, cell]) => cell === first)?.[2]
}

test('the README lists the steps in the order in which they run', () => {
  const ids = steps.map(({ id }) => `\`${id}\``)
  expect(rows.map(([, cell]) => cell).filter((cell) => ids.includes(cell ?? ''))).toEqual(ids)
})

test('the README describes each option as --help does', () => {
  const { options } = createProgram(
    'pnpm verify',
    async () => {},
    () => {},
  )
  for (const { flags, description } of options) {
    const shown = cellBeside(`\`${flags}\``)?.replaceAll('&lt;', '<')
    expect([flags, shown]).toEqual([flags, description])
  }
})

test('the README says what each exit code means', () => {
  for (const [code, meaning] of Object.entries(exitCodeMeanings)) expect(cellBeside(code)).toBe(meaning)
})
