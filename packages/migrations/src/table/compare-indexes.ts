import { qualifiedName, quoteIdentifier } from '@omni/pg-enum-guard'
import type { IndexKey, IndexRow } from '../catalog/fetch-indexes.ts'
import type { TableState } from './fetch-table-state.ts'
import { kindOfHolder } from './relation-kinds.ts'
import type { IndexDefinition, TableDefinition } from './table-definition.ts'

/** One fact in which an index differs from its definition. */
export interface IndexDifference {
  /** `relation`, `table`, `method`, `keys`, `uniqueness`, `predicate`, `included columns` or `validity`. */
  readonly fact: string
  readonly expected: string
  readonly actual: string
}

/** The judgement on one index, as data. */
export interface IndexCheck {
  readonly name: string
  readonly status: 'matches' | 'absent' | 'differs'
  readonly differences: readonly IndexDifference[]
}

/** Returns the judgement on each index that the definition has, in its order. */
export function compareIndexes(definition: TableDefinition, state: TableState): IndexCheck[] {
  return definition.indexes.map((index) => {
    const { name } = index
    const holder = state.holders.find((candidate) => candidate.name === name)
    if (holder === undefined) return { name, status: 'absent', differences: [] }
    const row = state.indexes.find((candidate) => candidate.name === name)
    const differences =
      row === undefined
        ? [{ fact: 'relation', expected: 'index', actual: kindOfHolder(holder).name }]
        : compareIndex(index, definition.name, row, state.schema)
    return { name, status: differences.length === 0 ? 'matches' : 'differs', differences }
  })
}

function compareIndex(
  index: IndexDefinition,
  table: string,
  row: IndexRow,
  schema: string,
): IndexDifference[] {
  const facts: [fact: string, expected: string, actual: string][] = [
    ['table', qualifiedName(schema, table), qualifiedName(schema, row.table)],
    ['method', index.method, row.method],
    ['keys', renderIndexKeys(index), `(${row.keys.map(renderActualKey).join(', ')})`],
    ['included columns', 'none', row.included?.map(quoteIdentifier).join(', ') ?? 'none'],
    ['uniqueness', 'not unique', row.isUnique ? 'unique' : 'not unique'],
    ['predicate', 'none', row.predicate === null ? 'none' : `WHERE ${row.predicate}`],
    ['validity', 'valid', row.isValid ? 'valid' : 'INVALID'],
  ]
  return facts
    .filter(([, expected, actual]) => expected !== actual)
    .map(([fact, expected, actual]) => ({ fact, expected, actual }))
}

/** Returns the keys of an index as they stand in `CREATE INDEX`. */
export function renderIndexKeys({ column, descending }: IndexDefinition): string {
  return `(${quoteIdentifier(column)}${descending ? ' DESC' : ''})`
}

function renderActualKey(key: IndexKey): string {
  const subject = key.column === null ? `(${key.expression ?? ''})` : quoteIdentifier(key.column)
  const collation = key.isOwnCollation ? '' : ' COLLATE …'
  const opclass = key.isDefaultOpclass ? '' : ` ${qualifiedName(key.opclassSchema, key.opclass)}`
  const direction = key.descending ? ' DESC' : ''
  // nulls come first where the order descends, unless it says otherwise
  const nulls = key.nullsFirst === key.descending ? '' : ` NULLS ${key.nullsFirst ? 'FIRST' : 'LAST'}`
  return `${subject}${collation}${opclass}${direction}${nulls}`
}
