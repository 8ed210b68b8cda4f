import { qualifiedName, quoteIdentifier } from '@omni/pg-enum-guard'
import { renderConstraint, renderKey } from '../table/compare-key.ts'
import type { TableState } from '../table/fetch-table-state.ts'
import type { KeyDefinition } from '../table/table-definition.ts'
import { renameAside } from './rename-aside.ts'

/** Returns the statements that give a table one of its keys; what can stay beside it is renamed, not dropped. */
export function planKeyRepair(key: KeyDefinition, table: string, state: TableState): string[] {
  const { schema, constraints, holders } = state
  const alter = `ALTER TABLE ${qualifiedName(schema, table)}`
  const name = quoteIdentifier(key.name)
  const wanted = renderKey(key)
  const add = `ADD CONSTRAINT ${name} ${wanted}`
  const current = constraints.find((constraint) => constraint.name === key.name)
  const double = constraints.find(
    (constraint) => constraint !== current && renderConstraint(constraint) === wanted,
  )
  const primaryKey = constraints.find((constraint) => constraint.kind === 'p')
  const holder = holders.find((candidate) => candidate.name === key.name)
  const rename =
    current !== undefined
      ? [`${alter} RENAME CONSTRAINT ${name} TO ${quoteIdentifier(`${key.name}_old`)};`]
      : holder !== undefined
        ? [renameAside(schema, holder)]
        : []

  if (current === undefined && isUsableIndex(key, table, state))
    return [`${alter} ${add.replace(wanted, usingIndex(key))};`]
  if (double !== undefined)
    return [...rename, `${alter} RENAME CONSTRAINT ${quoteIdentifier(double.name)} TO ${name};`]
  if (key.kind === 'primary key' && primaryKey !== undefined) {
    const others = primaryKey === current ? [] : rename
    return [...others, `${alter} DROP CONSTRAINT ${quoteIdentifier(primaryKey.name)}, ${add};`]
  }
  const sameColumns = current?.kind === 'u' && current.columns?.join('\0') === key.columns.join('\0')
  if (sameColumns) return [`${alter} DROP CONSTRAINT ${name}, ${add};`]
  return [...rename, `${alter} ${add};`]
}

function usingIndex(key: KeyDefinition): string {
  return `${key.kind.toUpperCase()} USING INDEX ${quoteIdentifier(key.name)}`
}

/** Whether a unique index of the key's name does what the key does, and only is no constraint yet. */
function isUsableIndex(key: KeyDefinition, table: string, state: TableState): boolean {
  const index = state.indexes.find((candidate) => candidate.name === key.name)
  if (index === undefined || index.table !== table || index.constraint !== null) return false
  if (key.kind === 'primary key' && state.constraints.some((constraint) => constraint.kind === 'p'))
    return false
  const isPlain = index.isUnique && index.isValid && index.predicate === null && index.included === null
  return (
    isPlain &&
    index.method === 'btree' &&
    index.keys.map(renderPlainKey).join('\0') === key.columns.join('\0')
  )
}

function renderPlainKey(key: TableState['indexes'][number]['keys'][number]): string {
  const isPlain = key.isDefaultOpclass && key.isOwnCollation && !key.descending && !key.nullsFirst
  return isPlain ? (key.column ?? '') : ''
}
