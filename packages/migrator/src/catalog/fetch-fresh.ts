import type { Queryable } from '@omni/pg-enum-guard'

/**
 * Returns rows of a query on `pg_stat_activity` as of now: inside a transaction the server goes on showing what it
 * showed the first time.
 */
export async function fetchFresh<Row>(db: Queryable, text: string, values: unknown[]): Promise<Row[]> {
  await db.query('select pg_catalog.pg_stat_clear_snapshot()')
  const { rows } = await db.query(text, values)
  return rows as Row[]
}
