import { quoteIdentifier } from '@omni/pg-enum-guard'
import type { ColumnRow } from '../catalog/fetch-columns.ts'
import type { ColumnTypeDefinition } from '../table/table-definition.ts'

const TEXTS = new Set(['bpchar', 'name', 'text', 'varchar'])

/**
 * Returns the `USING` clause by which `ALTER COLUMN … TYPE` converts the values of a column, empty where none is
 * needed, null where there is no conversion that keeps them. None truncates: a value that does not fit fails.
 */
export function planConversion(type: ColumnTypeDefinition, row: ColumnRow, target: string): string | null {
  if (row.elementName !== null && target !== 'jsonb') return null
  const source = row.typeSchema === 'pg_catalog' ? row.typeName : ''
  const column = quoteIdentifier(row.name)
  if (source === (type.kind === 'server' ? type.name : type.kind)) return ''
  switch (target) {
    case 'jsonb':
      return TEXTS.has(source) || source === 'json'
        ? ` USING ${column}::text::jsonb`
        : ` USING to_jsonb(${column})`
    case 'timestamptz':
      if (source === 'timestamp') return ` USING ${column} AT TIME ZONE 'UTC'`
      return TEXTS.has(source) || source === 'date' ? ` USING ${column}::text::timestamptz` : null
    case 'uuid':
      return TEXTS.has(source) ? ` USING ${column}::text::uuid` : null
  }
  if (type.kind === 'varchar') return ` USING ${column}::text`
  return TEXTS.has(source) || row.typeKind === 'e' ? ` USING ${column}::text::${target}` : null
}
