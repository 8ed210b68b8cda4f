import type { Queryable } from '@omni/pg-enum-guard'

const SQL = /* SQL */ `
  select pg_catalog.pg_advisory_xact_lock(
    pg_catalog.hashtextextended(pg_catalog.concat_ws('.', 'omni-migrations', $1::pg_catalog.text, $2::pg_catalog.text), 0)
  )
`

/**
 * Makes callers that are about to create or drop one table go one after the other, until the transaction ends: the
 * table cannot be locked itself while it does not exist.
 */
export async function lockTableName(db: Queryable, schema: string, table: string): Promise<void> {
  await db.query(SQL, [schema, table])
}
