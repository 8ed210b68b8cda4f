import type { Queryable } from '@omni/pg-enum-guard'
import { compareIndexes, type IndexCheck } from './compare-indexes.ts'
import { compareTable, type TableDifference } from './compare-table.ts'
import { fetchTableState, type TableState } from './fetch-table-state.ts'
import type { TableDefinition } from './table-definition.ts'

/** The judgement on a table and its indexes, as data. */
export interface TableCheck {
  readonly schema: string
  readonly name: string
  /** Of the table alone; `absent` only where nothing holds a name that it needs. */
  readonly status: 'matches' | 'absent' | 'differs'
  readonly differences: readonly TableDifference[]
  readonly indexes: readonly IndexCheck[]
  /** What was read, for the remedies. */
  readonly state: TableState
}

/**
 * Returns the judgement on a table and each of its indexes; never throws for what it finds. Reads only, four
 * statements.
 *
 * @example
 * ```ts
 * import { checkTable, nodeRegistrationsTable004 } from '@omni/migrations'
 * import type { Queryable } from '@omni/pg-enum-guard'
 *
 * declare const client: Queryable
 * const { status, differences, indexes } = await checkTable(client, 'public', nodeRegistrationsTable004)
 * ```
 */
export async function checkTable(
  db: Queryable,
  schema: string,
  definition: TableDefinition,
): Promise<TableCheck> {
  const state = await fetchTableState(db, schema, definition)
  const differences = compareTable(definition, state)
  const exists = state.holders.some(({ name }) => name === definition.name)
  return {
    schema,
    name: definition.name,
    status: differences.length > 0 ? 'differs' : exists ? 'matches' : 'absent',
    differences,
    indexes: compareIndexes(definition, state),
    state,
  }
}
