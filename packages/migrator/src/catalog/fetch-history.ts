import type { Queryable } from '@omni/pg-enum-guard'
import { HistoryInvalidError } from '../errors/history-invalid-error.ts'
import { compareNames } from '../graph/compare-names.ts'

interface HistoryRow {
  readonly name: string
  readonly timestamp: string
}

/** A migration that the history holds. */
export interface HistoryEntry {
  readonly name: string
  /** When it was applied, ISO 8601. */
  readonly appliedAt: string
}

/**
 * Returns the history in the order in which it was made, as Kysely reads it. Reads only.
 *
 * @param table quoted and qualified
 * @throws HISTORY_INVALID for a time that is none
 */
export async function fetchHistory(db: Queryable, table: string): Promise<HistoryEntry[]> {
  const { rows } = await db.query(
    `select "name"::pg_catalog.text, "timestamp"::pg_catalog.text from ${table}`,
  )
  return (rows as HistoryRow[])
    .map(({ name, timestamp }) => ({ name, time: parseTime(name, timestamp, table) }))
    .sort((a, b) => a.time - b.time || compareNames(a.name, b.name))
    .map(({ name, time }) => ({ name, appliedAt: new Date(time).toISOString() }))
}

function parseTime(name: string, timestamp: string, table: string): number {
  const time = new Date(timestamp).getTime()
  if (!Number.isNaN(time)) return time
  throw new HistoryInvalidError(
    table,
    `"${name}" has the time "${timestamp}"`,
    `Correct it: UPDATE ${table} SET "timestamp" = '2025-10-03T00:00:00.000Z' WHERE …; times decide the order in which migrations are reverted.`,
  )
}
