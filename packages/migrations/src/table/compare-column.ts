import type { ColumnRow } from '../catalog/fetch-columns.ts'
import type { TableDifference, TableDifferenceKind } from './compare-table.ts'
import type { TableState } from './fetch-table-state.ts'
import { normalizeExpression } from './normalize-expression.ts'
import { renderActualType, renderType } from './render-type.ts'
import type { ColumnDefinition, ColumnTypeDefinition, DefaultDefinition } from './table-definition.ts'

// varchar(n) keeps n plus the length of a header of the row format of old
const VARCHAR_HEADER = 4

/** Returns each difference between one column and its definition. */
export function compareColumn(column: ColumnDefinition, { schema, columns }: TableState): TableDifference[] {
  const { name } = column
  const subject = `column ${name}`
  const row = columns.find((candidate) => candidate.name === name)
  if (row === undefined) {
    return [{ kind: 'column-missing', subject, name, expected: renderColumn(column, schema), actual: null }]
  }
  const differences: TableDifference[] = []
  const add = (kind: TableDifferenceKind, expected: string, actual: string) =>
    differences.push({ kind, subject, name, expected, actual })

  if (!isType(column.type, row, schema)) {
    add('column-type', renderType(column.type, schema), renderActualType(row))
  }
  if (row.generated !== '') {
    const storage = row.generated === 's' ? 'STORED' : 'VIRTUAL'
    add('generated', 'a column of its own', `GENERATED ALWAYS AS (${row.default ?? ''}) ${storage}`)
  } else if (!isDefault(column.default, row)) {
    add('default', renderDefault(column.default?.sql ?? null), renderDefault(row.default))
  }
  if (row.notNull === column.nullable) {
    add('nullability', column.nullable ? 'NULL' : 'NOT NULL', row.notNull ? 'NOT NULL' : 'NULL')
  } else if (row.unprovenNotNull !== null && !column.nullable) {
    add('nullability', 'NOT NULL', 'NOT NULL NOT VALID')
  }
  return differences
}

/** Returns a column as it stands in `CREATE TABLE`. */
export function renderColumn(column: ColumnDefinition, schema: string): string {
  const nullability = column.nullable ? '' : ' NOT NULL'
  const defaultClause = column.default === null ? '' : ` DEFAULT ${column.default.sql}`
  return `${renderType(column.type, schema)}${nullability}${defaultClause}`
}

function renderDefault(expression: string | null): string {
  return expression === null ? 'no default' : `DEFAULT ${expression}`
}

function isType(type: ColumnTypeDefinition, row: ColumnRow, schema: string): boolean {
  if (row.collation !== null) return false
  switch (type.kind) {
    case 'enum':
      return row.typeKind === 'e' && row.typeSchema === schema && row.typeName === type.enum.name
    case 'varchar':
      return isServerType(row, 'varchar') && row.typmod === type.length + VARCHAR_HEADER
    case 'server':
      return isServerType(row, type.name) && row.typmod === -1
  }
}

function isServerType(row: ColumnRow, name: string): boolean {
  return row.typeSchema === 'pg_catalog' && row.typeName === name
}

function isDefault(wanted: DefaultDefinition | null, row: ColumnRow): boolean {
  const { default: expression } = row
  if (wanted === null || expression === null) return wanted === null && expression === null
  const text = normalizeExpression(expression)
  const uses = row.defaultFunctions?.join(' ') ?? null
  return wanted.accepted.some((accepted) => accepted.expression === text && accepted.uses === uses)
}
