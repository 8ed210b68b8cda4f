import type { EnumRef } from '../define-enum.ts'
import type { Queryable } from '../queryable.ts'
import { runQuery } from '../run-query.ts'
import { EQ } from '../sql/operators.ts'

const PG_CLASS = `'pg_catalog.pg_class'::pg_catalog.regclass`
const PG_TYPE = `'pg_catalog.pg_type'::pg_catalog.regclass`

const PG_CONSTRAINT = `'pg_catalog.pg_constraint'::pg_catalog.regclass`
const PG_ATTRDEF = `'pg_catalog.pg_attrdef'::pg_catalog.regclass`
const PG_TRIGGER = `'pg_catalog.pg_trigger'::pg_catalog.regclass`
const PG_POLICY = `'pg_catalog.pg_policy'::pg_catalog.regclass`
const PG_REWRITE = `'pg_catalog.pg_rewrite'::pg_catalog.regclass`
const PG_STATISTIC_EXT = `'pg_catalog.pg_statistic_ext'::pg_catalog.regclass`

const IS_ENUM = `o.classid ${EQ} ${PG_TYPE} and o.objid ${EQ} root.oid`

/** A schema that does not exist is rendered as its number, unquoted. Asked of the server's cache, not of the snapshot. */
const isGone = (schema: string) =>
  `${schema}::pg_catalog.regnamespace::pg_catalog.text ${EQ} ${schema}::pg_catalog.text`

/** A lookup for the few rows that need it; a join would cost all of them. */
const columnOf = (catalog: string, column: string) =>
  `(select x.${column} from pg_catalog.${catalog} x where x.oid ${EQ} o.objid)`

const SQL = /* SQL */ `
  with recursive
  root as materialized (
    select t.oid, t.typarray, t.typtype, t.typrelid, n.nspname
    from pg_catalog.pg_type t
    join pg_catalog.pg_namespace n on n.oid ${EQ} t.typnamespace
    where n.nspname ${EQ} coalesce($1::pg_catalog.name, pg_catalog.current_schema())
      and t.typname ${EQ} $2::pg_catalog.name
      and t.typisdefined
  ),
  walk (classid, objid, objsubid, fromclass, fromid, fromsub) as (
    select ${PG_TYPE}::pg_catalog.oid, oid, 0, 0::pg_catalog.oid, 0::pg_catalog.oid, 0
    from root
    where typtype ${EQ} 'e'
    union
    select e.classid, e.objid, e.objsubid, w.classid, w.objid, w.objsubid
    from walk w
    cross join lateral (
      -- down: whatever depends on this object, or on this column of it
      select d.classid, d.objid, d.objsubid
      from pg_catalog.pg_depend d
      where d.refclassid ${EQ} w.classid and d.refobjid ${EQ} w.objid
        and (w.objsubid ${EQ} 0 or d.refobjsubid ${EQ} w.objsubid)
      union all
      -- up: an internal part (rule of a view, index of a constraint, partition key column, member of an
      -- extension) takes what it is a part of with it
      select d.refclassid, d.refobjid, d.refobjsubid
      from pg_catalog.pg_depend d
      where d.classid ${EQ} w.classid and d.objid ${EQ} w.objid
        and (w.objsubid ${EQ} 0 or d.objsubid ${EQ} w.objsubid)
        and (d.deptype ${EQ} 'i' or d.deptype ${EQ} 'P' or d.deptype ${EQ} 'e')
        and not (                                    -- the enum's own extension and the element of its array are not dependents
          w.classid ${EQ} ${PG_TYPE} and exists (
            select from root where w.objid ${EQ} root.oid or w.objid ${EQ} root.typarray
          )
        )
    ) e
  ),
  node as materialized (
    select
      w.classid, w.objid, w.objsubid,
      pg_catalog.array_agg(
        pg_catalog.concat_ws(':', w.fromclass, w.fromid, w.fromsub)
        order by w.fromclass, w.fromid, w.fromsub
      ) as parents,
      exists (
        select from pg_catalog.pg_depend d
        where d.classid ${EQ} w.classid and d.objid ${EQ} w.objid and d.objsubid ${EQ} w.objsubid
          and d.deptype ${EQ} 'i'
      ) as internal
    from walk w
    group by w.classid, w.objid, w.objsubid
  )
  select
    pg_catalog.concat_ws(':', o.classid, o.objid, o.objsubid) as "key",
    o.parents as "parents",
    o.internal as "internal",
    case
      when c.oid is not null then 'relation'
      when ${IS_ENUM} then 'enum'
      when o.classid ${EQ} ${PG_TYPE} and o.objid ${EQ} root.typarray then 'array'
      else 'other'
    end as "role",
    case
      when c.oid is not null then c.relkind
      when o.classid ${EQ} ${PG_TYPE} then (
        select coalesce(r.relkind, t.typtype)
        from pg_catalog.pg_type t
        left join pg_catalog.pg_class r on r.oid ${EQ} t.typrelid
        where t.oid ${EQ} o.objid
      )
      when o.classid ${EQ} ${PG_CONSTRAINT} then ${columnOf('pg_constraint', 'contype')}
    end::pg_catalog.text as "letter",
    case when c.oid is not null then n.nspname::pg_catalog.text else i.schema end as "schema",
    c.relname::pg_catalog.text as "relation",
    a.attname::pg_catalog.text as "column",
    case when not s.orphaned then i.type else 'object of a dropped schema' end as "kind",
    case
      when ${IS_ENUM} then pg_catalog.concat_ws(
        '.', pg_catalog.quote_ident(root.nspname), pg_catalog.quote_ident($2::pg_catalog.text)
      )
      when s.orphaned then (
        select pg_catalog.concat_ws(' ', g.relname, o.objid) from pg_catalog.pg_class g where g.oid ${EQ} o.classid
      )
      else i.identity
    end as "identity",
    case
      when (c.relkind ${EQ} 'i' or c.relkind ${EQ} 'I') and o.objsubid ${EQ} 0 then (
        select x.indrelid from pg_catalog.pg_index x where x.indexrelid ${EQ} c.oid
      )
      when c.oid is not null then c.oid
      when o.classid ${EQ} ${PG_CONSTRAINT} then ${columnOf('pg_constraint', 'conrelid')}
      when o.classid ${EQ} ${PG_ATTRDEF} then ${columnOf('pg_attrdef', 'adrelid')}
      when o.classid ${EQ} ${PG_TRIGGER} then ${columnOf('pg_trigger', 'tgrelid')}
      when o.classid ${EQ} ${PG_POLICY} then ${columnOf('pg_policy', 'polrelid')}
      when o.classid ${EQ} ${PG_REWRITE} then ${columnOf('pg_rewrite', 'ev_class')}
      when o.classid ${EQ} ${PG_STATISTIC_EXT} then ${columnOf('pg_statistic_ext', 'stxrelid')}
    end::pg_catalog.text as "relationOid",
    case when o.classid ${EQ} ${PG_ATTRDEF} then ${columnOf('pg_attrdef', 'adnum')} end::pg_catalog.int4 as "defaultOf"
  from root
  join node o on true
  left join pg_catalog.pg_class c on o.classid ${EQ} ${PG_CLASS} and c.oid ${EQ} o.objid
  left join pg_catalog.pg_namespace n on n.oid ${EQ} c.relnamespace
  left join pg_catalog.pg_attribute a on a.attrelid ${EQ} c.oid and a.attnum ${EQ} o.objsubid
  cross join lateral (                               -- its schema was dropped while it was being created
    select case
      when c.oid is not null then n.oid is null
      when o.internal then false
      else exists (
        select from pg_catalog.pg_depend d
        where d.classid ${EQ} o.classid and d.objid ${EQ} o.objid
          and d.refclassid ${EQ} 'pg_catalog.pg_namespace'::pg_catalog.regclass
          and ${isGone('d.refobjid')}
      ) or o.classid ${EQ} ${PG_CONSTRAINT} and exists (
        select from pg_catalog.pg_constraint k where k.oid ${EQ} o.objid and ${isGone('k.connamespace')}
      )
    end as orphaned
  ) s
  left join lateral pg_catalog.pg_identify_object(
    case                                             -- costly, so only for what no join above names
      when c.oid is not null or o.internal or ${IS_ENUM} then null
      when s.orphaned then null                      -- the function would crash the server
      else o.classid
    end,
    o.objid, o.objsubid
  ) i on true
  where a.attisdropped is not true
  order by o.classid, o.objid, o.objsubid
`

/** One object that the walk along `pg_depend` reached, and what it was reached from. */
export interface DependencyEdgeRow {
  /** `classid:objid:objsubid`. */
  readonly key: string
  /** Keys of the objects that it hangs on; `0:0:0` for the enum itself. */
  readonly parents: string[]
  /** An implementation part of another object, such as the rule of a view; not shown to people. */
  readonly internal: boolean
  readonly role: 'enum' | 'array' | 'relation' | 'other'
  /** `relkind` of a relation, `typtype` of a type, `contype` of a constraint. */
  readonly letter: string | null
  readonly schema: string | null
  readonly relation: string | null
  readonly column: string | null
  /** Kind in the words of `pg_identify_object`; null for relations and internal parts. */
  readonly kind: string | null
  /** Null where the object went away while it was looked at. */
  readonly identity: string | null
  /** OID of the relation that the object is or belongs to. */
  readonly relationOid: string | null
  /** For a column default: the number of its column. */
  readonly defaultOf: number | null
}

/**
 * Returns the enum and everything that `DROP TYPE … CASCADE` would drop with it, from one statement; no row where
 * the type does not exist. Reads only. Source: `pg_depend`, as `findDependentObjects` of the server walks it.
 */
export async function fetchDependencyEdges(db: Queryable, ref: EnumRef): Promise<DependencyEdgeRow[]> {
  return runQuery<DependencyEdgeRow>(db, SQL, [ref.schema ?? null, ref.name])
}
