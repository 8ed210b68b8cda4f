import type { EnumRef } from '../define-enum.ts'
import type { Queryable } from '../queryable.ts'
import { runQuery } from '../run-query.ts'
import { canonicalIdentity } from '../sql/canonical-identity.ts'
import { EQ, NE } from '../sql/operators.ts'

const PG_CLASS = `'pg_catalog.pg_class'::pg_catalog.regclass`
const PG_TYPE = `'pg_catalog.pg_type'::pg_catalog.regclass`

/** Pages of a table and its children from which on its rows are not counted in passing: 1 GiB of 8 KiB pages. */
const LARGE = 131_072

const SQL = /* SQL */ `
  with recursive
  held as materialized (
    select
      n.nspname, c.oid, c.relname, c.relnamespace, c.relkind, c.relpersistence, c.reloftype, c.reltype,
      a.attnum, a.attname, a.attgenerated, a.atttypid ${EQ} t.typarray as isarray,
      case when a.attstorage ${NE} y.typstorage then a.attstorage::pg_catalog.text end as storage,
      case when a.attcompression ${NE} '' then a.attcompression::pg_catalog.text end as compression
    from pg_catalog.pg_type t
    join pg_catalog.pg_namespace tn on tn.oid ${EQ} t.typnamespace
    join pg_catalog.pg_attribute a on a.atttypid ${EQ} t.oid or a.atttypid ${EQ} t.typarray
    join pg_catalog.pg_type y on y.oid ${EQ} a.atttypid
    join pg_catalog.pg_class c on c.oid ${EQ} a.attrelid
    join pg_catalog.pg_namespace n on n.oid ${EQ} c.relnamespace
    where tn.nspname ${EQ} $1::pg_catalog.name
      and t.typname ${EQ} $2::pg_catalog.name
      and (c.relkind ${EQ} 'r' or c.relkind ${EQ} 'p' or c.relkind ${EQ} 'f')   -- views and composites hold no rows
      and not a.attisdropped
  ),
  family (root, member) as (                         -- reading or updating a table goes through all that inherit from it
    select oid, oid from held
    union
    select f.root, i.inhrelid from family f join pg_catalog.pg_inherits i on i.inhparent ${EQ} f.member
  ),
  row_type (root, type) as (                         -- as find_composite_type_dependencies of the server goes
    select oid, reltype from held where reltype ${NE} 0::pg_catalog.oid
    union
    select r.root, case when d.classid ${EQ} ${PG_TYPE} then d.objid else c.reltype end
    from row_type r
    join pg_catalog.pg_depend d on d.refclassid ${EQ} ${PG_TYPE} and d.refobjid ${EQ} r.type
    left join pg_catalog.pg_class c
      on d.classid ${EQ} ${PG_CLASS} and c.oid ${EQ} d.objid
      and (c.relkind ${EQ} 'v' or c.relkind ${EQ} 'c' or c.relkind ${EQ} 'f')
    where d.classid ${EQ} ${PG_TYPE} or c.reltype ${NE} 0::pg_catalog.oid
  ),
  row_type_user as materialized (
    select r.root, d.classid, d.objid, d.objsubid
    from row_type r
    join pg_catalog.pg_depend d
      on d.refclassid ${EQ} ${PG_TYPE} and d.refobjid ${EQ} r.type and d.classid ${EQ} ${PG_CLASS}
    join pg_catalog.pg_class c on c.oid ${EQ} d.objid
    where c.relkind ${NE} 'v' and c.relkind ${NE} 'c' and c.relkind ${NE} 'f'   -- those hold no rows
      and (d.objsubid ${NE} 0 or c.relkind ${EQ} 'i' or c.relkind ${EQ} 'I')    -- else a typed table
  )
  select
    pg_catalog.concat_ws(':', h.oid, h.attnum) as "key",
    h.nspname::pg_catalog.text as "schema",
    h.relname::pg_catalog.text as "table",
    h.attname::pg_catalog.text as "column",
    h.isarray as "isArray",
    h.storage as "storage",
    h.compression as "compression",
    h.relpersistence ${EQ} 't' as "isTemporary",
    h.attgenerated ${NE} '' as "isGenerated",
    h.reloftype ${NE} 0::pg_catalog.oid as "isTyped",
    case when h.attgenerated ${EQ} '' then
      case when pg_catalog.current_setting('standard_conforming_strings') ${EQ} 'on' then e.expression
      else pg_catalog.replace(                       -- off: the server doubles each backslash
        e.expression, pg_catalog.repeat(pg_catalog.chr(92), 2), pg_catalog.chr(92)
      ) end
    end as "default",
    array(
      select pg_catalog.concat_ws(':', i.inhparent, p.attnum)
      from pg_catalog.pg_inherits i
      join pg_catalog.pg_attribute p
        on p.attrelid ${EQ} i.inhparent and p.attname ${EQ} h.attname and not p.attisdropped
      where i.inhrelid ${EQ} h.oid
      order by i.inhseqno
    ) as "parents",
    array(
      select pg_catalog.concat_ws(
        ' ', case when f.type ${EQ} 'table column' then 'column' else f.type end, f.identity
      )
      from row_type_user u
      cross join lateral pg_catalog.pg_identify_object(u.classid, u.objid, u.objsubid) f
      where u.root ${EQ} h.oid and f.identity is not null
      order by 1
    ) as "rowTypeUsers",
    exists (
      select from pg_catalog.pg_index x
      where x.indrelid ${EQ} h.oid and (x.indisunique or x.indisexclusion) and h.attnum ${EQ} any (x.indkey)
    ) as "isUnique",
    case
      when h.relpersistence ${EQ} 't' then 'temporary'
      when s.foreign_tables then 'foreign'
      when not pg_catalog.has_schema_privilege(h.relnamespace, 'usage')
        or not pg_catalog.has_column_privilege(h.oid, h.attnum, 'select') then 'privilege'
      when pg_catalog.row_security_active(h.oid) then 'row security'
      when pg_catalog.pg_is_in_recovery() and s.unlogged_tables then 'standby'
      when s.pages operator(pg_catalog.>) ${LARGE} then 'large'
    end as "uncounted",
    array(
      select pg_catalog.concat('partition key of ', f.identity)
      from family m
      join pg_catalog.pg_attribute a on a.attrelid ${EQ} m.member and a.attname ${EQ} h.attname
      join pg_catalog.pg_partitioned_table p on p.partrelid ${EQ} m.member
      cross join lateral pg_catalog.pg_identify_object(${PG_CLASS}, m.member, 0) f
      where m.root ${EQ} h.oid and (a.attnum ${EQ} any (p.partattrs) or p.partexprs is not null)
      union all
      select pg_catalog.concat('foreign key ', f.identity)
      from family m
      join pg_catalog.pg_attribute a on a.attrelid ${EQ} m.member and a.attname ${EQ} h.attname
      join pg_catalog.pg_constraint k
        on k.conrelid ${EQ} m.member and a.attnum ${EQ} any (k.conkey)
        or k.confrelid ${EQ} m.member and a.attnum ${EQ} any (k.confkey)
      cross join lateral pg_catalog.pg_identify_object(
        'pg_catalog.pg_constraint'::pg_catalog.regclass, k.oid, 0
      ) f
      where m.root ${EQ} h.oid and k.contype ${EQ} 'f'
      union all
      select pg_catalog.concat('foreign table ', f.identity)
      from family m
      join pg_catalog.pg_class c on c.oid ${EQ} m.member and c.relkind ${EQ} 'f'
      cross join lateral pg_catalog.pg_identify_object(${PG_CLASS}, m.member, 0) f
      where m.root ${EQ} h.oid
      union all
      select pg_catalog.concat('rule ', f.identity)
      from pg_catalog.pg_rewrite r
      cross join lateral pg_catalog.pg_identify_object('pg_catalog.pg_rewrite'::pg_catalog.regclass, r.oid, 0) f
      where r.ev_class ${EQ} h.oid and r.ev_type ${EQ} '2' and r.is_instead     -- 2: on update
      order by 1
    ) as "updateGuards"
  from held h
  left join pg_catalog.pg_attrdef d on d.adrelid ${EQ} h.oid and d.adnum ${EQ} h.attnum
  left join lateral pg_catalog.pg_get_expr(d.adbin, d.adrelid) as e (expression) on true
  join lateral (
    select
      pg_catalog.bool_or(c.relkind ${EQ} 'f') as foreign_tables,
      pg_catalog.bool_or(c.relpersistence ${EQ} 'u') as unlogged_tables,
      pg_catalog.sum(c.relpages) as pages
    from family m
    join pg_catalog.pg_class c on c.oid ${EQ} m.member
    where m.root ${EQ} h.oid
  ) s on true
  order by h.nspname, h.relname, h.attnum
`

/** Why the rows of a column are not counted. */
export type UncountedReason = 'foreign' | 'large' | 'privilege' | 'row security' | 'standby' | 'temporary'

/** A column of the enum, or of an array of it. */
export interface EnumColumnRow {
  /** `attrelid:attnum`. */
  readonly key: string
  readonly schema: string
  readonly table: string
  readonly column: string
  readonly isArray: boolean
  /** `attstorage` where it is not that of the type, which a change of the type goes back to; so with compression. */
  readonly storage: string | null
  readonly compression: string | null
  readonly isTemporary: boolean
  readonly isGenerated: boolean
  /** The table was made `OF` a composite type. */
  readonly isTyped: boolean
  /** As `pg_get_expr` renders it with `standard_conforming_strings = on`; null where there is none. */
  readonly default: string | null
  /** Keys of the columns that it is inherited from; it changes with them. Partitions inherit too. */
  readonly parents: readonly string[]
  /** What stores values of the table's row type, which forbids changing the type of a column. */
  readonly rowTypeUsers: readonly string[]
  /** Whether an index or an exclusion constraint could refuse a value that another row holds. */
  readonly isUnique: boolean
  /** Null where counting them can be expected to work and to be quick. */
  readonly uncounted: UncountedReason | null
  /** What could refuse or swallow an `UPDATE` of the column that every other table would accept. */
  readonly updateGuards: readonly string[]
}

/** Returns the columns of tables and foreign tables that hold the enum or an array of it. Reads only. */
export async function fetchEnumColumns(db: Queryable, ref: Required<EnumRef>): Promise<EnumColumnRow[]> {
  const rows = await runQuery<EnumColumnRow>(db, SQL, [ref.schema, ref.name])
  return rows.map((row) => ({
    ...row,
    rowTypeUsers: row.rowTypeUsers.map(canonicalIdentity),
    updateGuards: row.updateGuards.map(canonicalIdentity),
  }))
}
