import { canonicalIdentity, EQ, NE, type Queryable } from '@omni/pg-enum-guard'
import { fetchRows } from './fetch-rows.ts'

const PG_CLASS = `'pg_catalog.pg_class'::pg_catalog.regclass::pg_catalog.oid`

const SQL = /* SQL */ `
  with recursive
  root as materialized (
    select c.oid
    from pg_catalog.pg_class c
    join pg_catalog.pg_namespace n on n.oid ${EQ} c.relnamespace
    where n.nspname ${EQ} $1::pg_catalog.text and c.relname ${EQ} $2::pg_catalog.text
  ),
  part (classid, objid) as (                         -- what goes with the table: indexes, defaults, triggers, its row type
    select ${PG_CLASS}, root.oid from root
    union
    select d.classid, d.objid
    from part p
    join pg_catalog.pg_depend d on d.refclassid ${EQ} p.classid and d.refobjid ${EQ} p.objid
    where d.deptype ${EQ} any (array['a', 'i']::pg_catalog."char"[])
  ),
  hanging as (
    select d.classid, d.objid, d.objsubid, d.refclassid, d.refobjid, d.refobjsubid, own.classid is not null as is_part
    from part p
    join pg_catalog.pg_depend d on d.refclassid ${EQ} p.classid and d.refobjid ${EQ} p.objid
    left join part own on own.classid ${EQ} d.classid and own.objid ${EQ} d.objid
    union all
    -- the extension that the table is a member of would have to go with it
    select d.refclassid, d.refobjid, d.refobjsubid, ${PG_CLASS}, root.oid, 0, false
    from root
    join pg_catalog.pg_depend d on d.classid ${EQ} ${PG_CLASS} and d.objid ${EQ} root.oid
    where d.deptype ${EQ} 'e'
  ),
  shown as (
    select
      coalesce(owner.refclassid, h.classid) as classid,
      coalesce(owner.refobjid, h.objid) as objid,
      case when owner.refobjid is null then h.objsubid else 0 end as objsubid,
      h.is_part,
      a.attname
    from hanging h
    left join pg_catalog.pg_depend owner             -- the rule of a view stands for the view
      on owner.classid ${EQ} h.classid and owner.objid ${EQ} h.objid and owner.deptype ${EQ} 'i' and not h.is_part
    left join pg_catalog.pg_attribute a
      on h.refclassid ${EQ} ${PG_CLASS} and a.attrelid ${EQ} h.refobjid and a.attnum ${EQ} h.refobjsubid
      and h.refobjid ${EQ} (select root.oid from root) and h.refobjsubid ${NE} 0
  )
  select
    i.type as "kind",
    i.identity as "identity",
    s.is_part as "isPart",
    pg_catalog.array_remove(pg_catalog.array_agg(distinct s.attname::pg_catalog.text), null) as "columns"
  from shown s
  cross join lateral pg_catalog.pg_identify_object(s.classid, s.objid, s.objsubid) i
  where i.identity is not null                       -- gone meanwhile
  group by i.type, i.identity, s.is_part
  order by i.type collate pg_catalog."C", i.identity collate pg_catalog."C"
`

/** One object that hangs on a table. */
export interface TableDependentRow {
  /** In the words of `pg_identify_object`: `view`, `table constraint`, `function` and so on. */
  readonly kind: string
  /** Schema-qualified, as it stands in SQL. */
  readonly identity: string
  /** Whether it is a part of the table, such as an index, and goes with it. */
  readonly isPart: boolean
  /** The columns of the table that it uses by name. */
  readonly columns: string[]
}

/**
 * Returns what hangs on a table: its own parts, and what would block `drop table`. Reads only.
 * Source: `pg_depend`, one step out from the table and its parts; what hangs on a view is the view's affair.
 */
export async function fetchTableDependents(
  db: Queryable,
  schema: string,
  table: string,
): Promise<TableDependentRow[]> {
  const rows = await fetchRows<TableDependentRow>(db, SQL, [schema, table])
  return rows.map((row) => ({ ...row, identity: canonicalIdentity(row.identity) }))
}
