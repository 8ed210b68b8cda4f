import type { EnumRef } from '../define-enum.ts'
import type { Queryable } from '../queryable.ts'
import { runQuery } from '../run-query.ts'
import { EQ, NE } from '../sql/operators.ts'

/**
 * Takes schemas (`text[]`, empty for `current_schema()`: under `array_nulls = off` no array holds a null) and names
 * (`text[]`); one {@link EnumStateRow} for each.
 *
 * For one enum, most of the time goes into planning. Hence functions that look names up in the server's caches in
 * place of joins, and subqueries in the select list, whose order of joins the planner need not search.
 */
export const ENUM_STATES = /* SQL */ `
  select
    w.position::pg_catalog.int4 as "position",
    w.schema::pg_catalog.text as "schema",
    w.namespace is not null as "schemaExists",
    t.typtype::pg_catalog.text as "typtype",
    case when t.typrelid ${NE} 0::pg_catalog.oid then (
      select c.relkind::pg_catalog.text from pg_catalog.pg_class c where c.oid ${EQ} t.typrelid
    ) end as "relkind",
    case when t.typtype ${EQ} 'e' then array(        -- empty, not null, for an enum without labels
      select e.enumlabel::pg_catalog.text from pg_catalog.pg_enum e
      where e.enumtypid ${EQ} t.oid
      order by e.enumsortorder
    ) end as "labels",
    (
      select x.extname::pg_catalog.text
      from pg_catalog.pg_depend d
      join pg_catalog.pg_extension x on x.oid ${EQ} d.refobjid
      where d.classid ${EQ} 'pg_catalog.pg_type'::pg_catalog.regclass and d.objid ${EQ} t.oid and d.objsubid ${EQ} 0
        and d.refclassid ${EQ} 'pg_catalog.pg_extension'::pg_catalog.regclass and d.deptype ${EQ} 'e'
    ) as "extension",
    case when pg_catalog.pg_type_is_visible(t.oid) is not true then (
      select p.schema::pg_catalog.text               -- pg_temp included, where the unqualified name is looked up first
      from pg_catalog.unnest(pg_catalog.current_schemas(true)) as p (schema)
      join pg_catalog.pg_type s
        on s.typname ${EQ} w.name
        and s.typnamespace ${EQ} pg_catalog.to_regnamespace(pg_catalog.quote_ident(p.schema::pg_catalog.text))
      where pg_catalog.pg_type_is_visible(s.oid)
    ) end as "shadowingSchema",
    t.oid::pg_catalog.text as "oid"
  from (
    select
      r.*,
      pg_catalog.to_regnamespace(pg_catalog.quote_ident(r.schema::pg_catalog.text)) as namespace
    from (
      select
        a.position,
        a.name::pg_catalog.name as name,
        case when a.schema ${EQ} '' then pg_catalog.current_schema() else a.schema::pg_catalog.name end as schema
      from rows from (pg_catalog.unnest($1::pg_catalog.text[]), pg_catalog.unnest($2::pg_catalog.text[]))
        with ordinality as a (schema, name, position)
    ) r
  ) w
  left join pg_catalog.pg_type t
    on t.typnamespace ${EQ} w.namespace and t.typname ${EQ} w.name
    and t.typisdefined                               -- a shell type is completed by create type
    and (                                            -- create type moves an array type's automatic name out of its way
      t.typelem ${EQ} 0::pg_catalog.oid
      or t.oid ${NE} (select element.typarray from pg_catalog.pg_type element where element.oid ${EQ} t.typelem)
    )
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
  const schemas = refs.map((ref) => ref.schema ?? '')
  const names = refs.map((ref) => ref.name)
  return runQuery<EnumStateRow>(db, ENUM_STATES, [schemas, names])
}
