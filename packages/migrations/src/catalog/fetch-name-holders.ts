import type { Queryable } from '@omni/pg-enum-guard'
import { fetchRows } from './fetch-rows.ts'
import { EQ } from './operators.ts'

const SQL = /* SQL */ `
  select
    c.relname::pg_catalog.text as "name",
    false as "isType",
    c.relkind::pg_catalog.text as "kind",
    c.relpersistence::pg_catalog.text as "persistence",
    wn.nspname::pg_catalog.text as "wholeSchema",
    whole.relname::pg_catalog.text as "whole",
    owner.relname::pg_catalog.text as "table",
    con.conname::pg_catalog.text as "constraint"
  from pg_catalog.pg_class c
  join pg_catalog.pg_namespace n on n.oid ${EQ} c.relnamespace
  left join pg_catalog.pg_index i on i.indexrelid ${EQ} c.oid
  left join pg_catalog.pg_class owner on owner.oid ${EQ} i.indrelid
  left join pg_catalog.pg_inherits h on h.inhrelid ${EQ} c.oid and c.relispartition
  left join pg_catalog.pg_class whole on whole.oid ${EQ} h.inhparent
  left join pg_catalog.pg_namespace wn on wn.oid ${EQ} whole.relnamespace
  left join pg_catalog.pg_constraint con
    on con.conindid ${EQ} c.oid
    and con.conrelid ${EQ} i.indrelid               -- a foreign key of another table names the index too
    and con.contype ${EQ} any (array['p', 'u', 'x']::pg_catalog."char"[])
  where n.nspname ${EQ} $1::pg_catalog.text and c.relname ${EQ} any ($2::pg_catalog.text[])
  union all
  select t.typname::pg_catalog.text, true, t.typtype::pg_catalog.text, null, null, null, null, null
  from pg_catalog.pg_type t
  join pg_catalog.pg_namespace n on n.oid ${EQ} t.typnamespace
  where n.nspname ${EQ} $1::pg_catalog.text and t.typname ${EQ} $3::pg_catalog.text
    and t.typrelid ${EQ} 0::pg_catalog.oid           -- the row type of a relation is no holder of its own
    and not exists (                                 -- create table moves an array type's automatic name out of its way
      select from pg_catalog.pg_type element where element.oid ${EQ} t.typelem and element.typarray ${EQ} t.oid
    )
  order by 1
`

/** A relation of one of the names, or the type that would be in the way of the table's row type. */
export interface NameHolderRow {
  readonly name: string
  /** A type that is not the row type of a relation. */
  readonly isType: boolean
  /** `pg_class.relkind` of a relation, `pg_type.typtype` of a type. */
  readonly kind: string
  /** `pg_class.relpersistence`; null for a type. */
  readonly persistence: string | null
  /** For a partition: what it is a part of. */
  readonly wholeSchema: string | null
  readonly whole: string | null
  /** For an index: the table that it is on, always of the same schema. */
  readonly table: string | null
  /** For an index behind a constraint: the name of that. */
  readonly constraint: string | null
}

/**
 * Returns what holds any of the names in a schema: relations (tables, indexes, views and sequences share one
 * namespace), and a type of the table's own name, which `create table` would collide with. Reads only.
 */
export async function fetchNameHolders(
  db: Queryable,
  schema: string,
  table: string,
  others: readonly string[],
): Promise<NameHolderRow[]> {
  return fetchRows<NameHolderRow>(db, SQL, [schema, [table, ...others], table])
}
