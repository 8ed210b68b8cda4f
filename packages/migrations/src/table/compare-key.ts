import { quoteIdentifier } from '@omni/pg-enum-guard'
import type { KeyConstraintRow } from '../catalog/fetch-key-constraints.ts'
import type { TableDifference } from './compare-table.ts'
import type { TableState } from './fetch-table-state.ts'
import { kindOfHolder } from './relation-kinds.ts'
import type { KeyDefinition } from './table-definition.ts'

const KIND_NAMES: Record<string, string> = {
  c: 'CHECK',
  f: 'FOREIGN KEY',
  n: 'NOT NULL',
  p: 'PRIMARY KEY',
  u: 'UNIQUE',
  x: 'EXCLUDE',
}

/** Returns the difference between one primary key or unique constraint and its definition. */
export function compareKey(key: KeyDefinition, table: string, state: TableState): TableDifference[] {
  const { name } = key
  const expected = renderKey(key)
  const subject = `constraint ${name}`
  const constraint = state.constraints.find((candidate) => candidate.name === name)
  if (constraint !== undefined) {
    const actual = renderConstraint(constraint)
    return actual === expected ? [] : [{ kind: 'key', subject, name, expected, actual }]
  }
  const holder = state.holders.find((candidate) => candidate.name === name)
  if (holder === undefined) return [{ kind: 'key', subject, name, expected, actual: null }]
  const where = holder.table === null ? '' : ` of ${holder.table === table ? 'this table' : holder.table}`
  return [{ kind: 'key-name-taken', subject, name, expected, actual: `${kindOfHolder(holder).name}${where}` }]
}

/** Returns a key as it stands in `CREATE TABLE`. */
export function renderKey(key: Pick<KeyDefinition, 'kind' | 'columns'>): string {
  return `${key.kind.toUpperCase()} (${key.columns.map(quoteIdentifier).join(', ')})`
}

/** Returns a constraint of the database in the same words. */
export function renderConstraint(constraint: KeyConstraintRow): string {
  const columns = (constraint.columns ?? []).map(quoteIdentifier).join(', ')
  const kind = KIND_NAMES[constraint.kind] ?? 'constraint'
  const includes = constraint.includesMore === true ? ' INCLUDE (…)' : ''
  return `${kind} (${columns})${includes}${constraint.deferrable ? ' DEFERRABLE' : ''}`
}
