import type { EnumRef } from '../define-enum.ts'
import type { Queryable } from '../queryable.ts'
import { runQuery } from '../run-query.ts'
import { EQ, NE } from '../sql/eq.ts'

const SQL = /* SQL */ `
  select
    a.attrelid::pg_catalog.text || ':' || a.attnum::pg_catalog.text as "key",
    n.nspname::pg_catalog.text as "schema",
    c.relname::pg_catalog.text as "table",
    a.attname::pg_catalog.text as "column",
    a.atttypid ${EQ} t.typarray as "isArray",
    a.attinhcount ${NE} 0 as "isInherited",
    c.relkind ${EQ} 'f' as "isForeign",
    a.attgenerated ${NE} '' as "isGenerated",
    c.reloftype ${NE} 0::pg_catalog.oid as "isTyped",
    case when a.attgenerated ${EQ} '' then pg_catalog.pg_get_expr(d.adbin, d.adrelid) end as "default",
    exists (
      select from pg_catalog.pg_type r
      join pg_catalog.pg_depend u
        on u.refclassid ${EQ} 'pg_catalog.pg_type'::pg_catalog.regclass
        and (u.refobjid ${EQ} r.oid or u.refobjid ${EQ} r.typarray)
        and u.deptype ${NE} 'i'
      where r.oid ${EQ} c.reltype
    ) as "rowTypeIsUsed",
    pg_catalog.has_column_privilege(c.oid, a.attnum, 'select') as "isReadable",
    pg_catalog.row_security_active(c.oid) as "hasRowSecurity"
  from pg_catalog.pg_type t
  join pg_catalog.pg_namespace tn on tn.oid ${EQ} t.typnamespace
  join pg_catalog.pg_attribute a on a.atttypid ${EQ} t.oid or a.atttypid ${EQ} t.typarray
  join pg_catalog.pg_class c on c.oid ${EQ} a.attrelid
  join pg_catalog.pg_namespace n on n.oid ${EQ} c.relnamespace
  left join pg_catalog.pg_attrdef d on d.adrelid ${EQ} a.attrelid and d.adnum ${EQ} a.attnum
  where tn.nspname ${EQ} $1::pg_catalog.name
    and t.typname ${EQ} $2::pg_catalog.name
    and (c.relkind ${EQ} 'r' or c.relkind ${EQ} 'p' or c.relkind ${EQ} 'f')   -- views and composites hold no rows
    and not a.attisdropped
  order by n.nspname, c.relname, a.attnum
`

/** A column of the enum, or of an array of it. */
export interface EnumColumnRow {
  /** `attrelid:attnum`. */
  readonly key: string
  readonly schema: string
  readonly table: string
  readonly column: string
  readonly isArray: boolean
  /** Comes from a parent table or a partitioned one, and changes with it. */
  readonly isInherited: boolean
  /** Of a foreign table: reading it would ask another server. */
  readonly isForeign: boolean
  readonly isGenerated: boolean
  /** The table was made `OF` a composite type. */
  readonly isTyped: boolean
  /** As `pg_get_expr` renders it; null where there is none. */
  readonly default: string | null
  /** Something else uses the row type of the table, which forbids changing the type of a column. */
  readonly rowTypeIsUsed: boolean
  readonly isReadable: boolean
  readonly hasRowSecurity: boolean
}

/** Returns the columns of tables and foreign tables that hold the enum or an array of it. Reads only. */
export async function fetchEnumColumns(db: Queryable, ref: Required<EnumRef>): Promise<EnumColumnRow[]> {
  return runQuery<EnumColumnRow>(db, SQL, [ref.schema, ref.name])
}
