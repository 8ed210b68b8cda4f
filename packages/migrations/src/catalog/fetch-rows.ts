import type { Queryable } from '@omni/pg-enum-guard'

/** Runs one catalog query and returns its rows as the row type that stands beside the query. */
export async function fetchRows<Row>(
  db: Queryable,
  text: string,
  values: readonly unknown[],
): Promise<Row[]> {
  const { rows } = await db.query(text, [...values])
  return rows as Row[]
}
