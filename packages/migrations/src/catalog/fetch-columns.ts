import { EQ, GT, NE, type Queryable } from '@omni/pg-enum-guard'
import { fetchRows } from './fetch-rows.ts'

// Subqueries in place of joins: the server spends more time on the order of joins than on these few rows.
const SQL = /* SQL */ `
  select
    a.attname::pg_catalog.text as "name",
    (select n.nspname::pg_catalog.text from pg_catalog.pg_namespace n where n.oid ${EQ} t.typnamespace) as "typeSchema",
    t.typname::pg_catalog.text as "typeName",
    t.typtype::pg_catalog.text as "typeKind",
    (
      select n.nspname::pg_catalog.text
      from pg_catalog.pg_type e join pg_catalog.pg_namespace n on n.oid ${EQ} e.typnamespace
      where e.oid ${EQ} t.typelem and e.typarray ${EQ} t.oid
    ) as "elementSchema",
    (
      select e.typname::pg_catalog.text
      from pg_catalog.pg_type e
      where e.oid ${EQ} t.typelem and e.typarray ${EQ} t.oid
    ) as "elementName",
    a.atttypmod::pg_catalog.int4 as "typmod",
    pg_catalog.format_type(a.atttypid, a.atttypmod) as "typeText",
    (
      select n.nspname::pg_catalog.text
      from pg_catalog.pg_collation co join pg_catalog.pg_namespace n on n.oid ${EQ} co.collnamespace
      where co.oid ${EQ} a.attcollation and a.attcollation ${NE} t.typcollation
    ) as "collationSchema",
    (
      select co.collname::pg_catalog.text
      from pg_catalog.pg_collation co
      where co.oid ${EQ} a.attcollation and a.attcollation ${NE} t.typcollation
    ) as "collation",
    a.attnotnull as "notNull",
    (                                                -- since 18: not null that existing rows need not obey
      select nn.conname::pg_catalog.text
      from pg_catalog.pg_constraint nn
      where nn.conrelid ${EQ} a.attrelid and nn.contype ${EQ} 'n' and not nn.convalidated
        and nn.conkey ${EQ} array[a.attnum]
    ) as "unprovenNotNull",
    a.attgenerated::pg_catalog.text as "generated",
    pg_catalog.pg_get_expr(d.adbin, d.adrelid) as "default",
    (                                                -- what the server was born with leaves no row in pg_depend
      select pg_catalog.array_agg(
        pg_catalog.concat_ws(
          '.',
          (
            select x.extname
            from pg_catalog.pg_depend member join pg_catalog.pg_extension x on x.oid ${EQ} member.refobjid
            where member.classid ${EQ} dep.refclassid and member.objid ${EQ} dep.refobjid
              and member.deptype ${EQ} 'e'
          ),
          (
            select p.proname
            from pg_catalog.pg_proc p
            where p.oid ${EQ} dep.refobjid and dep.refclassid ${EQ} 'pg_catalog.pg_proc'::pg_catalog.regclass
          )
        )
        order by dep.refclassid, dep.refobjid
      )
      from pg_catalog.pg_depend dep
      where dep.classid ${EQ} 'pg_catalog.pg_attrdef'::pg_catalog.regclass and dep.objid ${EQ} d.oid
        and dep.refclassid ${NE} 'pg_catalog.pg_class'::pg_catalog.regclass
    ) as "defaultFunctions"
  from pg_catalog.pg_attribute a
  join pg_catalog.pg_type t on t.oid ${EQ} a.atttypid
  left join pg_catalog.pg_attrdef d on d.adrelid ${EQ} a.attrelid and d.adnum ${EQ} a.attnum
  where a.attrelid ${EQ} (
      select c.oid
      from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid ${EQ} c.relnamespace
      where n.nspname ${EQ} $1::pg_catalog.text and c.relname ${EQ} $2::pg_catalog.text
    )
    and a.attnum ${GT} 0::pg_catalog.int2            -- below are system columns
    and not a.attisdropped
  order by a.attnum
`

/** One column of a table as the catalog has it. */
export interface ColumnRow {
  readonly name: string
  readonly typeSchema: string
  readonly typeName: string
  /** `pg_type.typtype`. */
  readonly typeKind: string
  /** For an array: its element type. */
  readonly elementSchema: string | null
  readonly elementName: string | null
  /** `pg_attribute.atttypmod`: for `varchar(n)` it is n + 4, -1 for none. */
  readonly typmod: number
  /** In the words of the server; qualified or not by the `search_path`, so only ever shown. */
  readonly typeText: string
  /** Set where the collation is not the one that the type has by itself. */
  readonly collationSchema: string | null
  readonly collation: string | null
  readonly notNull: boolean
  /** The NOT NULL constraint that is NOT VALID (PostgreSQL 18 and later). */
  readonly unprovenNotNull: string | null
  /** `s` stored, `v` virtual, empty for an ordinary column. */
  readonly generated: string
  readonly default: string | null
  /** What the default uses beyond the server's own objects, as `extension.function` or `function`; empty text for no function. */
  readonly defaultFunctions: string[] | null
}

/** Returns the columns of a relation in their order; none where it does not exist. Reads only. */
export async function fetchColumns(db: Queryable, schema: string, table: string): Promise<ColumnRow[]> {
  return fetchRows<ColumnRow>(db, SQL, [schema, table])
}
