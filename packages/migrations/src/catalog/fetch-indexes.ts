import { BIT_AND, EQ, GT, NE, type Queryable } from '@omni/pg-enum-guard'
import { fetchRows } from './fetch-rows.ts'

const SQL = /* SQL */ `
  select
    c.relname::pg_catalog.text as "name",
    c.relkind::pg_catalog.text as "relkind",
    (select t.relname::pg_catalog.text from pg_catalog.pg_class t where t.oid ${EQ} i.indrelid) as "table",
    (select am.amname::pg_catalog.text from pg_catalog.pg_am am where am.oid ${EQ} c.relam) as "method",
    i.indisunique as "isUnique",
    i.indisvalid and i.indisready and i.indislive as "isValid",
    (
      select con.conname::pg_catalog.text
      from pg_catalog.pg_constraint con
      where con.conindid ${EQ} i.indexrelid and con.conrelid ${EQ} i.indrelid
        and con.contype ${EQ} any (array['p', 'u', 'x']::pg_catalog."char"[])
    ) as "constraint",
    pg_catalog.pg_get_expr(i.indpred, i.indrelid) as "predicate",
    k.keys as "keys",
    k.included as "included"
  from pg_catalog.pg_index i
  join pg_catalog.pg_class c on c.oid ${EQ} i.indexrelid
  left join lateral (
    select
      pg_catalog.jsonb_agg(
        pg_catalog.jsonb_build_object(
          'column', a.attname::pg_catalog.text,
          -- text of an expression; null for a plain column
          'expression', case when key.attnum ${EQ} 0::pg_catalog.int2
            then pg_catalog.pg_get_indexdef(i.indexrelid, key.position::pg_catalog.int4, false) end,
          'descending', key.indoption ${BIT_AND} 1::pg_catalog.int2 ${NE} 0::pg_catalog.int2,
          'nullsFirst', key.indoption ${BIT_AND} 2::pg_catalog.int2 ${NE} 0::pg_catalog.int2,
          'opclassSchema', opn.nspname::pg_catalog.text,
          'opclass', op.opcname::pg_catalog.text,
          'isDefaultOpclass', op.opcdefault or exists (   -- varchar_ops is another name of text_ops: same family
            select from pg_catalog.pg_opclass other
            where other.opcmethod ${EQ} op.opcmethod and other.opcfamily ${EQ} op.opcfamily and other.opcdefault
          ),
          'isOwnCollation', a.attnum is null or key.indcollation ${EQ} a.attcollation
        )
        order by key.position
      ) filter (where not key.is_included) as keys,
      pg_catalog.array_agg(a.attname::pg_catalog.text order by key.position) filter (where key.is_included) as included
    from (
      select u.*, u.position ${GT} i.indnkeyatts::pg_catalog.int8 as is_included
      from rows from (
        pg_catalog.unnest(i.indkey::pg_catalog.int2[]), pg_catalog.unnest(i.indoption::pg_catalog.int2[]),
        pg_catalog.unnest(i.indclass::pg_catalog.oid[]), pg_catalog.unnest(i.indcollation::pg_catalog.oid[])
      ) with ordinality as u (attnum, indoption, indclass, indcollation, position)
    ) key
    left join pg_catalog.pg_attribute a on a.attrelid ${EQ} i.indrelid and a.attnum ${EQ} key.attnum
    left join pg_catalog.pg_opclass op on op.oid ${EQ} key.indclass
    left join pg_catalog.pg_namespace opn on opn.oid ${EQ} op.opcnamespace
  ) k on true
  where c.relnamespace ${EQ} (select n.oid from pg_catalog.pg_namespace n where n.nspname ${EQ} $1::pg_catalog.text)
    and c.relname ${EQ} any ($2::pg_catalog.text[])
  order by c.relname
`

/** One key of an index, in order. */
export interface IndexKey {
  readonly column: string | null
  readonly expression: string | null
  readonly descending: boolean
  readonly nullsFirst: boolean
  readonly opclassSchema: string
  readonly opclass: string
  /** Whether it sorts and compares as an index without a named operator class does. */
  readonly isDefaultOpclass: boolean
  /** Whether its collation is that of the column. */
  readonly isOwnCollation: boolean
}

/** One index as the catalog has it. */
export interface IndexRow {
  readonly name: string
  /** `i`, or `I` for an index of a partitioned table. */
  readonly relkind: string
  readonly table: string
  readonly method: string
  readonly isUnique: boolean
  /** False after a failed, and during a running, `create index concurrently`. */
  readonly isValid: boolean
  /** The constraint that the index stands behind. */
  readonly constraint: string | null
  readonly predicate: string | null
  readonly keys: readonly IndexKey[]
  readonly included: string[] | null
}

/** Returns the indexes of the names in a schema, whatever table they are on. Reads only. */
export async function fetchIndexes(
  db: Queryable,
  schema: string,
  names: readonly string[],
): Promise<IndexRow[]> {
  return fetchRows<IndexRow>(db, SQL, [schema, names])
}
