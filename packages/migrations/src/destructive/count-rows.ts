import { type Queryable, qualifiedName } from '@omni/pg-enum-guard'
import { fetchRows } from '../catalog/fetch-rows.ts'

const READ_SETTING = /* SQL */ `select pg_catalog.current_setting('row_security') as "setting"`
const SET_SETTING = /* SQL */ `select pg_catalog.set_config('row_security', $1::pg_catalog.text, true)`

/**
 * Returns the exact number of rows of a table. Rows that a policy would hide from this role are not passed over in
 * silence: the server refuses the count then (42501).
 */
export async function countRows(db: Queryable, schema: string, table: string): Promise<bigint> {
  const [before] = await fetchRows<{ setting: string }>(db, READ_SETTING, [])
  await db.query(SET_SETTING, ['off'])
  const count = /* SQL */ `select pg_catalog.count(*)::pg_catalog.text as "count" from ${qualifiedName(schema, table)}`
  const [row] = await fetchRows<{ count: string }>(db, count, [])
  await db.query(SET_SETTING, [before?.setting ?? 'on'])
  return BigInt(row?.count ?? 0)
}
