import { EQ, GT, type Queryable } from '@omni/pg-enum-guard'
import { fetchRows } from './fetch-rows.ts'

const SQL = /* SQL */ `
  select
    con.conname::pg_catalog.text as "name",
    con.contype::pg_catalog.text as "kind",
    con.condeferrable as "deferrable",
    (
      select pg_catalog.array_agg(a.attname::pg_catalog.text order by key.position)
      from pg_catalog.unnest(con.conkey) with ordinality as key (attnum, position)
      join pg_catalog.pg_attribute a on a.attrelid ${EQ} con.conrelid and a.attnum ${EQ} key.attnum
    ) as "columns",
    (
      select i.indnatts ${GT} i.indnkeyatts from pg_catalog.pg_index i where i.indexrelid ${EQ} con.conindid
    ) as "includesMore"
  from pg_catalog.pg_constraint con
  where con.conrelid ${EQ} (
      select c.oid
      from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid ${EQ} c.relnamespace
      where n.nspname ${EQ} $1::pg_catalog.text and c.relname ${EQ} $2::pg_catalog.text
    )
  order by con.conname
`

/** One constraint of a table. */
export interface KeyConstraintRow {
  readonly name: string
  /** `pg_constraint.contype`: `p` primary key, `u` unique, `c` check, `f` foreign key, `x` exclusion, `n` not null. */
  readonly kind: string
  readonly deferrable: boolean
  /** In key order; null where it is on no column, as a check may be. */
  readonly columns: string[] | null
  /** Whether the index behind it has `include` columns; null where there is no index. */
  readonly includesMore: boolean | null
}

/** Returns the constraints of a table, all kinds, as they share one namespace. Reads only. */
export async function fetchKeyConstraints(
  db: Queryable,
  schema: string,
  table: string,
): Promise<KeyConstraintRow[]> {
  return fetchRows<KeyConstraintRow>(db, SQL, [schema, table])
}
