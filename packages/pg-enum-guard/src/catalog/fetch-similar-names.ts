import type { EnumRef } from '../define-enum.ts'
import type { Queryable } from '../queryable.ts'
import { runQuery } from '../run-query.ts'
import { EQ } from '../sql/operators.ts'

// A table has its name twice: a new one must be free among the relations and among the types.
const SQL = /* SQL */ `
  select t.typname::pg_catalog.text as "name"
  from pg_catalog.pg_type t
  join pg_catalog.pg_namespace n on n.oid ${EQ} t.typnamespace
  where n.nspname ${EQ} $1::pg_catalog.name
    and pg_catalog.starts_with(t.typname::pg_catalog.text, pg_catalog.left($2::pg_catalog.text, 8))
  union
  select c.relname::pg_catalog.text
  from pg_catalog.pg_class c
  join pg_catalog.pg_namespace n on n.oid ${EQ} c.relnamespace
  where n.nspname ${EQ} $1::pg_catalog.name
    and pg_catalog.starts_with(c.relname::pg_catalog.text, pg_catalog.left($2::pg_catalog.text, 8))
  order by 1
`

/** Returns the names of types and relations of the schema that begin like this one, to choose a free one. Reads only. */
export async function fetchSimilarNames(db: Queryable, ref: Required<EnumRef>): Promise<string[]> {
  const rows = await runQuery<{ name: string }>(db, SQL, [ref.schema, ref.name])
  return rows.map(({ name }) => name)
}
