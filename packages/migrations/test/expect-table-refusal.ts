import { expect } from 'vitest'
import { nodeRegistrations004 } from '../src/migrations/004-20251003-node-registrations.ts'
import { fetchInventory } from './fetch-inventory.ts'
import { failureOf, type OpenDatabase } from './open-database.ts'

export interface TableRefusal {
  /** Done to a database on which the migration ran. */
  readonly breakage: string
  /** Message of the refusal, without its first line. */
  readonly differences: readonly string[]
  /** Statements that the hint prints. */
  readonly statements: readonly string[]
  /** What the reader puts in for `…`. */
  readonly blank?: string
}

/** Breaks, expects the refusal and that nothing was changed, runs the printed statements, and expects `up` to pass. */
export async function expectTableRefusal(
  { db, pool, sql, context }: OpenDatabase,
  { breakage, differences, statements, blank = "'x'" }: TableRefusal,
): Promise<void> {
  await sql(breakage)
  const before = await fetchInventory(pool)
  const error = await failureOf(nodeRegistrations004.up(db, context()))
  expect(error.code).toBe('TABLE_MISMATCH')
  expect(error.message.split('\n').slice(1)).toEqual(differences.map((line) => `  ${line}`))
  expect(printedStatements(error.hint)).toEqual(statements)
  expect(await fetchInventory(pool)).toEqual(before)
  for (const statement of printedStatements(error.hint)) await sql(statement.replaceAll('…', blank))
  await nodeRegistrations004.up(db, context())
}

/** The lines that a reader would copy: those of the first remedy. */
function printedStatements(hint: string): string[] {
  const first = hint.slice(0, hint.indexOf('  2. Re-run the migration'))
  return first
    .split('\n')
    .filter((line) => line.startsWith('       '))
    .map((line) => line.trim())
}
