import type pg from 'pg'

const CATALOGS = [
  'pg_attrdef',
  'pg_attribute',
  'pg_class',
  'pg_constraint',
  'pg_depend',
  'pg_enum',
  'pg_extension',
  'pg_index',
  'pg_namespace',
  'pg_proc',
  'pg_type',
]

// Statistics, which the server itself brings up to date at any time.
const STATISTICS = ['relpages', 'reltuples', 'relallvisible', 'relallfrozen', 'relfrozenxid', 'relminmxid']

/**
 * Returns every row of the catalog that was not there when the server was born, and every row of the tables named, with
 * the transaction that wrote it: a row that was written again is another row, even where it says the same.
 */
export async function fetchInventory(pool: pg.Pool, tables: readonly string[] = []): Promise<string[]> {
  const lines: string[] = []
  for (const catalog of CATALOGS) {
    const { rows } = await pool.query<{ line: string }>(
      `select c.xmin::text || ' ' || (to_jsonb(c) - $1::text[])::text as line
       from ${catalog} c where c.xmin::text::bigint > 3 order by 1`,
      [STATISTICS],
    )
    lines.push(...rows.map(({ line }) => `${catalog} ${line}`))
  }
  for (const table of tables) {
    const { rows } = await pool.query<{ line: string }>(
      `select t.xmin::text || ' ' || t.ctid::text || ' ' || to_jsonb(t)::text as line from ${table} t order by 1`,
    )
    lines.push(...rows.map(({ line }) => `${table} ${line}`))
  }
  return lines
}
