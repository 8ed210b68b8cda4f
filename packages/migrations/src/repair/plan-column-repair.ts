import { quoteIdentifier } from '@omni/pg-enum-guard'
import type { ColumnRow } from '../catalog/fetch-columns.ts'
import { renderColumn } from '../table/compare-column.ts'
import type { TableDifference } from '../table/compare-table.ts'
import { renderType } from '../table/render-type.ts'
import type { ColumnDefinition } from '../table/table-definition.ts'
import { planConversion } from './plan-conversion.ts'

/** Stands in a statement for a value that only the reader can choose. */
export const BLANK = '…'

export interface ColumnRepairContext {
  readonly schema: string
  /** Qualified and quoted. */
  readonly table: string
  readonly row: ColumnRow | undefined
  /** No row can be in the way. */
  readonly isEmpty: boolean
}

/** Returns the statements that give one column its definition and keep every value that it has. */
export function planColumnRepair(
  column: ColumnDefinition,
  differences: readonly TableDifference[],
  context: ColumnRepairContext,
): string[] {
  const kinds = new Set(differences.map(({ kind }) => kind))
  const { row, table, schema } = context
  if (kinds.size === 0) return []
  if (row === undefined) {
    const hasValue = column.nullable || column.default !== null
    return addColumn(column, context, hasValue ? null : BLANK)
  }

  const target = renderType(column.type, schema)
  const conversion = kinds.has('column-type') ? planConversion(column.type, row, target) : ''
  if (conversion === null || row.generated === 'v') return replaceColumn(column, context, conversion)

  const name = quoteIdentifier(column.name)
  const alter = `ALTER COLUMN ${name}`
  const actions: string[] = []
  if (kinds.has('column-type')) {
    // a default of the old type would not be converted: it goes first, and comes back at the end
    if (row.default !== null && row.generated === '') actions.push(`${alter} DROP DEFAULT`)
    actions.push(`${alter} TYPE ${target}${conversion}`)
  }
  const setsDefault = kinds.has('column-type') || kinds.has('default') || kinds.has('generated')
  if (setsDefault && column.default !== null) actions.push(`${alter} SET DEFAULT ${column.default.sql}`)
  if (kinds.has('default') && !kinds.has('column-type') && column.default === null) {
    actions.push(`${alter} DROP DEFAULT`)
  }
  if (kinds.has('nullability') && column.nullable) actions.push(`${alter} DROP NOT NULL`)
  return [
    ...(row.generated === 's' ? [`ALTER TABLE ${table} ${alter} DROP EXPRESSION;`] : []),
    ...(actions.length === 0 ? [] : [`ALTER TABLE ${table} ${actions.join(', ')};`]),
    ...(kinds.has('nullability') && !column.nullable ? forbidNull(column, context) : []),
  ]
}

/** Whether a repair puts another column in its place, so that what was on the old one stays with that. */
export function isReplaced(statements: readonly string[]): boolean {
  return statements.some((statement) => statement.includes(' RENAME COLUMN '))
}

function addColumn(column: ColumnDefinition, context: ColumnRepairContext, value: string | null): string[] {
  const { table, schema, isEmpty } = context
  const name = quoteIdentifier(column.name)
  const fill = value === null || isEmpty ? [] : [`UPDATE ${table} SET ${name} = ${value};`]
  if (column.nullable || column.default !== null || isEmpty) {
    return [`ALTER TABLE ${table} ADD COLUMN ${name} ${renderColumn(column, schema)};`, ...fill]
  }
  return [
    `ALTER TABLE ${table} ADD COLUMN ${name} ${renderType(column.type, schema)};`,
    ...fill,
    `ALTER TABLE ${table} ALTER COLUMN ${name} SET NOT NULL;`,
  ]
}

/** For a column whose values cannot be converted in place: it stays under another name beside the new one. */
function replaceColumn(
  column: ColumnDefinition,
  context: ColumnRepairContext,
  conversion: string | null,
): string[] {
  const { table } = context
  const aside = quoteIdentifier(`${column.name}_old`)
  const rename = `ALTER TABLE ${table} RENAME COLUMN ${quoteIdentifier(column.name)} TO ${aside};`
  return [rename, ...addColumn(column, context, conversion === '' ? aside : BLANK)]
}

function forbidNull(column: ColumnDefinition, { table, row, isEmpty }: ColumnRepairContext): string[] {
  const name = quoteIdentifier(column.name)
  const value = column.default?.sql ?? BLANK
  const fill = isEmpty ? [] : [`UPDATE ${table} SET ${name} = ${value} WHERE ${name} IS NULL;`]
  const unproven = row?.unprovenNotNull ?? null
  if (unproven !== null)
    return [...fill, `ALTER TABLE ${table} VALIDATE CONSTRAINT ${quoteIdentifier(unproven)};`]
  return [...fill, `ALTER TABLE ${table} ALTER COLUMN ${name} SET NOT NULL;`]
}
