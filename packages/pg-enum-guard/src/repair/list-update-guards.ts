import type { EnumColumnRow } from '../catalog/fetch-enum-columns.ts'
import { qualifiedName, quoteIdentifier } from '../sql/quote-identifier.ts'

/** Returns, in words, what could refuse or swallow an `UPDATE` of the column, so that none can be promised to work. */
export function listUpdateGuards(column: EnumColumnRow): string[] {
  const table = qualifiedName(column.schema, column.table)
  return [
    ...(column.isGenerated ? [`generated column ${table}.${quoteIdentifier(column.column)}`] : []),
    ...(column.isTemporary ? [`temporary table ${table}`] : []),
    ...new Set(column.updateGuards),
  ]
}
