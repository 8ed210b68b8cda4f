import { qualifiedName } from '@omni/pg-enum-guard'
import type { NameHolderRow } from '../catalog/fetch-name-holders.ts'
import { compareColumn } from './compare-column.ts'
import { compareKey } from './compare-key.ts'
import type { TableState } from './fetch-table-state.ts'
import { kindOfHolder } from './relation-kinds.ts'
import type { TableDefinition } from './table-definition.ts'

/** Which fact of the table is not as the definition has it. */
export type TableDifferenceKind =
  | 'table'
  | 'name-taken'
  | 'unlogged'
  | 'partition'
  | 'column-missing'
  | 'column-type'
  | 'nullability'
  | 'default'
  | 'generated'
  | 'key'
  | 'key-name-taken'

/** One fact in which a table differs from its definition, as data. */
export interface TableDifference {
  readonly kind: TableDifferenceKind
  /** `table public.t`, `column c`, `constraint k`. */
  readonly subject: string
  /** Unquoted name of the column or the constraint; of the table for what concerns it as a whole. */
  readonly name: string
  /** What the definition says, as it stands in SQL. */
  readonly expected: string
  /** What the database has; null for nothing. */
  readonly actual: string | null
}

/**
 * Returns each difference between a table and its definition, none where the table is absent and nothing holds a
 * name that it needs. More columns, constraints and indexes than the definition has are no difference: a table grows.
 */
export function compareTable(definition: TableDefinition, state: TableState): TableDifference[] {
  const { schema, holders } = state
  const holder = holders.find(({ name }) => name === definition.name)
  if (holder === undefined) return namesTaken(definition, state)
  if (holder.isType || holder.kind !== 'r') return [nameTaken(holder, schema, 'table')]
  return [
    ...compareRelation(holder, schema),
    ...definition.columns.flatMap((column) => compareColumn(column, state)),
    ...definition.keys.flatMap((key) => compareKey(key, definition.name, state)),
  ]
}

/** Before a table is made: its constraints bring indexes, whose names something may hold already. */
function namesTaken(definition: TableDefinition, { schema, holders }: TableState): TableDifference[] {
  return definition.keys.flatMap((key) =>
    holders.filter(({ name }) => name === key.name).map((holder) => nameTaken(holder, schema, 'index')),
  )
}

function nameTaken(holder: NameHolderRow, schema: string, expected: string): TableDifference {
  const identity = qualifiedName(schema, holder.name)
  const actual = kindOfHolder(holder).name
  return { kind: 'name-taken', subject: identity, name: holder.name, expected, actual }
}

function compareRelation(holder: NameHolderRow, schema: string): TableDifference[] {
  const base = { subject: `table ${qualifiedName(schema, holder.name)}`, name: holder.name }
  const differences: TableDifference[] = []
  if (holder.persistence === 'u') {
    differences.push({ ...base, kind: 'unlogged', expected: 'a logged table', actual: 'an unlogged table' })
  }
  if (holder.whole !== null && holder.wholeSchema !== null) {
    const actual = `a partition of ${qualifiedName(holder.wholeSchema, holder.whole)}`
    differences.push({ ...base, kind: 'partition', expected: 'a table of its own', actual })
  }
  return differences
}
