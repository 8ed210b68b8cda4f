import { EQ, type Queryable } from '@omni/pg-enum-guard'
import { fetchRows } from './fetch-rows.ts'

const SQL = /* SQL */ `
  select pg_catalog.pg_relation_size(c.oid::pg_catalog.regclass) ${EQ} 0::pg_catalog.int8 as "isEmpty"
  from pg_catalog.pg_class c
  join pg_catalog.pg_namespace n on n.oid ${EQ} c.relnamespace
  where n.nspname ${EQ} $1::pg_catalog.text and c.relname ${EQ} $2::pg_catalog.text
`

/**
 * Returns whether a table has no page at all, which needs no right to read it, nor a scan; a table whose rows were
 * deleted may have pages still. Reads only.
 */
export async function fetchIsSurelyEmpty(db: Queryable, schema: string, table: string): Promise<boolean> {
  const [row] = await fetchRows<{ isEmpty: boolean | null }>(db, SQL, [schema, table])
  return row?.isEmpty === true
}
