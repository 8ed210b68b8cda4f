import { EQ, type Queryable } from '@omni/pg-enum-guard'
import { fetchRows } from './fetch-rows.ts'

// Subqueries in place of joins: the server spends more time on the order of joins than on these few rows.
const SQL = /* SQL */ `
  with schema as materialized (
    select n.oid from pg_catalog.pg_namespace n where n.nspname ${EQ} $1::pg_catalog.text
  )
  select
    c.relname::pg_catalog.text as "name",
    false as "isType",
    c.relkind::pg_catalog.text as "kind",
    c.relpersistence::pg_catalog.text as "persistence",
    (
      select n.nspname::pg_catalog.text
      from pg_catalog.pg_inherits h
      join pg_catalog.pg_class whole on whole.oid ${EQ} h.inhparent
      join pg_catalog.pg_namespace n on n.oid ${EQ} whole.relnamespace
      where h.inhrelid ${EQ} c.oid and c.relispartition
    ) as "wholeSchema",
    (
      select whole.relname::pg_catalog.text
      from pg_catalog.pg_inherits h join pg_catalog.pg_class whole on whole.oid ${EQ} h.inhparent
      where h.inhrelid ${EQ} c.oid and c.relispartition
    ) as "whole",
    (select o.relname::pg_catalog.text from pg_catalog.pg_class o where o.oid ${EQ} i.indrelid) as "table",
    (
      select con.conname::pg_catalog.text
      from pg_catalog.pg_constraint con
      where con.conindid ${EQ} i.indexrelid
        and con.conrelid ${EQ} i.indrelid            -- a foreign key of another table names the index too
        and con.contype ${EQ} any (array['p', 'u', 'x']::pg_catalog."char"[])
    ) as "constraint"
  from pg_catalog.pg_class c
  left join pg_catalog.pg_index i on i.indexrelid ${EQ} c.oid
  where c.relnamespace ${EQ} (select oid from schema) and c.relname ${EQ} any ($2::pg_catalog.text[])
  union all
  select t.typname::pg_catalog.text, true, t.typtype::pg_catalog.text, null, null, null, null, null
  from pg_catalog.pg_type t
  where t.typnamespace ${EQ} (select oid from schema) and t.typname ${EQ} $3::pg_catalog.text
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
