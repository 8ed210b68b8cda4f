import { EQ, type Queryable } from '@omni/pg-enum-guard'

const SQL = /* SQL */ `
  select c.relname::pg_catalog.text as "name"
  from pg_catalog.pg_class c
  join pg_catalog.pg_namespace n on n.oid ${EQ} c.relnamespace
  where n.nspname ${EQ} $1::pg_catalog.text::pg_catalog.name
    and c.relname ${EQ} any (array[$2::pg_catalog.text, $3::pg_catalog.text]::pg_catalog.name[])
  order by 1
`

/** Returns which of the two history tables exist in the schema: two index look-ups, whatever the size of the database. */
export async function fetchHistoryTables(
  db: Queryable,
  schema: string,
  tables: readonly [history: string, lock: string],
): Promise<string[]> {
  const { rows } = await db.query(SQL, [schema, ...tables])
  return (rows as { name: string }[]).map(({ name }) => name)
}
