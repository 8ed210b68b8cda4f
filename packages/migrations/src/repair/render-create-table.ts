import { qualifiedName, quoteIdentifier } from '@omni/pg-enum-guard'
import { renderColumn } from '../table/compare-column.ts'
import { renderIndexKeys } from '../table/compare-indexes.ts'
import { renderKey } from '../table/compare-key.ts'
import type { IndexDefinition, TableDefinition } from '../table/table-definition.ts'

/** Returns the statement that makes a table, without its indexes. */
export function renderCreateTable(definition: TableDefinition, schema: string): string {
  const columns = definition.columns.map(
    (column) => `${quoteIdentifier(column.name)} ${renderColumn(column, schema)}`,
  )
  const keys = definition.keys.map((key) => `CONSTRAINT ${quoteIdentifier(key.name)} ${renderKey(key)}`)
  return `CREATE TABLE ${qualifiedName(schema, definition.name)} (\n${[...columns, ...keys].map((line) => `  ${line}`).join(',\n')}\n);`
}

/** Returns the statement that makes one index. */
export function renderCreateIndex(index: IndexDefinition, schema: string, table: string): string {
  const target = `${qualifiedName(schema, table)} USING ${index.method} ${renderIndexKeys(index)}`
  return `CREATE INDEX ${quoteIdentifier(index.name)} ON ${target};`
}
