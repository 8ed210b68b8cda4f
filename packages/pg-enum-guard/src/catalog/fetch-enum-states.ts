import type { EnumRef } from '../define-enum.ts'
import type { Queryable } from '../queryable.ts'
import { runQuery } from '../run-query.ts'
import { EQ, NE } from '../sql/eq.ts'

/** Takes schemas (`text[]`, null for `current_schema()`) and names (`text[]`); one {@link EnumStateRow} for each. */
export const ENUM_STATES = /* SQL */ `
  with path as materialized (                        -- the schemas an unqualified name is looked up in, pg_temp included
    select n.oid, n.nspname::pg_catalog.text as schema, p.position
    from pg_catalog.unnest(pg_catalog.current_schemas(true)) with ordinality as p (name, position)
    join pg_catalog.pg_namespace n on n.nspname ${EQ} p.name
  )
  select
    w.position::pg_catalog.int4 as "position",
    coalesce(w.schema, pg_catalog.current_schema()::pg_catalog.text) as "schema",
    n.oid is not null as "schemaExists",
    t.typtype::pg_catalog.text as "typtype",
    c.relkind::pg_catalog.text as "relkind",
    l.labels as "labels",
    x.extname::pg_catalog.text as "extension",
    case when s.oid is not null and (t.oid is null or s.oid ${NE} t.oid) then s.schema end as "shadowingSchema",
    t.oid::pg_catalog.text as "oid"
  from rows from (pg_catalog.unnest($1::pg_catalog.text[]), pg_catalog.unnest($2::pg_catalog.text[]))
    with ordinality as w (schema, name, position)
  left join pg_catalog.pg_namespace n
    on n.nspname ${EQ} coalesce(w.schema::pg_catalog.name, pg_catalog.current_schema())
  left join pg_catalog.pg_type t
    on t.typnamespace ${EQ} n.oid and t.typname ${EQ} w.name::pg_catalog.name
    and t.typisdefined                               -- a shell type is completed by create type
    and not exists (                                 -- create type moves an array type's automatic name out of its way
      select from pg_catalog.pg_type element where element.oid ${EQ} t.typelem and element.typarray ${EQ} t.oid
    )
  left join pg_catalog.pg_class c on c.oid ${EQ} t.typrelid
  left join lateral (                                -- not a join: an enum without labels exists too
    select coalesce(pg_catalog.array_agg(e.enumlabel::pg_catalog.text order by e.enumsortorder), '{}') as labels
    from pg_catalog.pg_enum e
    where e.enumtypid ${EQ} t.oid
  ) l on t.typtype ${EQ} 'e'
  left join pg_catalog.pg_depend d
    on d.classid ${EQ} 'pg_catalog.pg_type'::pg_catalog.regclass and d.objid ${EQ} t.oid and d.objsubid ${EQ} 0
    and d.refclassid ${EQ} 'pg_catalog.pg_extension'::pg_catalog.regclass and d.deptype ${EQ} 'e'
  left join pg_catalog.pg_extension x on x.oid ${EQ} d.refobjid
  left join lateral (
    select first.oid, path.schema
    from path
    join pg_catalog.pg_type first
      on first.typnamespace ${EQ} path.oid and first.typname ${EQ} w.name::pg_catalog.name
    order by path.position
    limit 1
  ) s on true
  order by w.position
`

/** What the catalog says of one name in one schema. */
export interface EnumStateRow {
  /** Place in the list that was asked for, from 1. */
  readonly position: number
  /** The schema that was named, else `current_schema()`; null where the `search_path` holds no schema that exists. */
  readonly schema: string | null
  readonly schemaExists: boolean
  /** `pg_type.typtype` of what holds the name; null where nothing does. */
  readonly typtype: string | null
  /** `pg_class.relkind` where a relation's row type holds the name. */
  readonly relkind: string | null
  /** In sort order; null where no enum of the name exists, empty for an enum without labels. */
  readonly labels: string[] | null
  /** The extension that the type is a member of. */
  readonly extension: string | null
  /** The schema whose type an unqualified name would mean instead. */
  readonly shadowingSchema: string | null
  readonly oid: string | null
}

/** Returns one row for each reference, in order, from one statement, so that all of them are of one moment. Reads only. */
export async function fetchEnumStates(db: Queryable, refs: readonly EnumRef[]): Promise<EnumStateRow[]> {
  const schemas = refs.map((ref) => ref.schema ?? null)
  const names = refs.map((ref) => ref.name)
  return runQuery<EnumStateRow>(db, ENUM_STATES, [schemas, names])
}
