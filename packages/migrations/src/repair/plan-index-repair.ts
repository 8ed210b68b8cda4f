import { qualifiedName } from '@omni/pg-enum-guard'
import type { IndexCheck } from '../table/compare-indexes.ts'
import type { TableState } from '../table/fetch-table-state.ts'
import type { TableDefinition } from '../table/table-definition.ts'
import { renameAside } from './rename-aside.ts'
import { renderCreateIndex } from './render-create-table.ts'

/**
 * Returns the statements that give an index its definition. An index can be dropped without loss where all that it
 * does is to make reading fast; one that is on another table, is unique or stands behind a constraint is renamed.
 * `tableExists` once the statements of the table, if there are any, have run.
 */
export function planIndexRepair(
  check: IndexCheck,
  definition: TableDefinition,
  state: TableState,
  { tableExists }: { readonly tableExists: boolean },
): string[] {
  const { schema, holders, indexes } = state
  const { name, differences } = check
  const index = definition.indexes.find((candidate) => candidate.name === name)
  if (index === undefined || check.status === 'matches') return []
  const create = tableExists ? [renderCreateIndex(index, schema, definition.name)] : []
  if (check.status === 'absent') return create
  if (differences.every(({ fact }) => fact === 'validity')) {
    return [`REINDEX INDEX CONCURRENTLY ${qualifiedName(schema, name)};`]
  }
  const row = indexes.find((candidate) => candidate.name === name)
  const onlySpeedsUp = row?.table === definition.name && !row.isUnique && row.constraint === null
  if (onlySpeedsUp) return [`DROP INDEX ${qualifiedName(schema, name)};`, ...create]
  const holder = holders.find((candidate) => candidate.name === name)
  return holder === undefined ? create : [renameAside(schema, holder), ...create]
}
