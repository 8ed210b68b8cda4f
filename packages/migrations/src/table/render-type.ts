import { qualifiedName } from '@omni/pg-enum-guard'
import type { ColumnRow } from '../catalog/fetch-columns.ts'
import type { ColumnTypeDefinition } from './table-definition.ts'

/** Returns a wanted type as it stands in SQL. */
export function renderType(type: ColumnTypeDefinition, schema: string): string {
  if (type.kind === 'varchar') return `varchar(${type.length})`
  return type.kind === 'enum' ? qualifiedName(schema, type.enum.name) : type.name
}

/** Returns the type that a column has, with its schema where it is not one of the server's own, and its collation. */
export function renderActualType(row: ColumnRow): string {
  const type = renderTypeName(row)
  return row.collation === null
    ? type
    : `${type} COLLATE ${qualifiedName(row.collationSchema ?? 'pg_catalog', row.collation)}`
}

function renderTypeName(row: ColumnRow): string {
  if (row.elementName !== null && row.elementSchema !== null && row.elementSchema !== 'pg_catalog') {
    return `${qualifiedName(row.elementSchema, row.elementName)}[]`
  }
  if (row.typeSchema !== 'pg_catalog') return qualifiedName(row.typeSchema, row.typeName)
  return row.typeText
    .replaceAll('"', '')
    .replace(/^pg_catalog\./, '')
    .replace('character varying', 'varchar')
    .replace(/^timestamp(\(\d\))? with time zone/, 'timestamptz$1')
    .replace(/^timestamp(\(\d\))? without time zone/, 'timestamp$1')
}
