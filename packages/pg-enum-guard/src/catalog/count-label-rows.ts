import type { Queryable } from '../queryable.ts'
import { runQuery } from '../run-query.ts'
import { EQ } from '../sql/operators.ts'
import { qualifiedName, quoteIdentifier } from '../sql/quote-identifier.ts'
import type { EnumColumnRow } from './fetch-enum-columns.ts'

/** How many rows of one column hold one label. */
export interface LabelCount {
  readonly column: EnumColumnRow
  readonly label: string
  /** Null where they were not counted. */
  readonly rows: number | null
}

/**
 * Returns, for each column and each label, the exact number of rows that hold it. Reads whole tables, but none where
 * that can be expected to fail or to take long: an error would abort the caller's transaction. Inherited columns are
 * counted with the parent's.
 */
export async function countLabelRows(
  db: Queryable,
  columns: readonly EnumColumnRow[],
  labels: readonly string[],
): Promise<LabelCount[]> {
  const counts: LabelCount[] = []
  if (labels.length === 0) return counts
  for (const column of columns) {
    if (column.parents.length > 0) continue
    const rows = column.uncounted === null ? await countOf(db, column, labels) : []
    counts.push(...labels.map((label, index) => ({ column, label, rows: rows[index] ?? null })))
  }
  return counts
}

async function countOf(db: Queryable, column: EnumColumnRow, labels: readonly string[]): Promise<number[]> {
  const name = quoteIdentifier(column.column)
  // Compared as text: the label may be one that another connection has just removed, and a cast would fail then.
  const holds = column.isArray
    ? `w.label ${EQ} any (t.${name}::pg_catalog.text[])`
    : `t.${name}::pg_catalog.text ${EQ} w.label`
  try {
    const rows = await runQuery<{ rows: number }>(
      db,
      /* SQL */ `
        select pg_catalog.count(t.${name})::pg_catalog.float8 as "rows"
        from pg_catalog.unnest($1::pg_catalog.text[]) with ordinality as w (label, position)
        left join ${qualifiedName(column.schema, column.table)} t on ${holds}
        group by w.position
        order by w.position
      `,
      [labels],
    )
    return rows.map((row) => row.rows)
  } catch {
    return [] // a timeout, a dropped table: the mismatch is what the caller has to hear of
  }
}
