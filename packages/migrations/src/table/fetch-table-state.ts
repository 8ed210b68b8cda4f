import type { Queryable } from '@omni/pg-enum-guard'
import { type ColumnRow, fetchColumns } from '../catalog/fetch-columns.ts'
import { fetchIndexes, type IndexRow } from '../catalog/fetch-indexes.ts'
import { fetchKeyConstraints, type KeyConstraintRow } from '../catalog/fetch-key-constraints.ts'
import { fetchNameHolders, type NameHolderRow } from '../catalog/fetch-name-holders.ts'
import type { TableDefinition } from './table-definition.ts'

/** What the catalog says of a table, and of whatever holds a name that the table needs. */
export interface TableState {
  readonly schema: string
  readonly holders: readonly NameHolderRow[]
  readonly columns: readonly ColumnRow[]
  readonly constraints: readonly KeyConstraintRow[]
  readonly indexes: readonly IndexRow[]
}

/** Reads all that is needed to judge a table: four statements, or one where nothing holds any of its names. */
export async function fetchTableState(
  db: Queryable,
  schema: string,
  definition: TableDefinition,
): Promise<TableState> {
  const { name, keys, indexes } = definition
  // a key brings an index of its own name
  const names = [...keys, ...indexes].map((index) => index.name)
  const holders = await fetchNameHolders(db, schema, name, names)
  const tableIsHeld = holders.some((holder) => holder.name === name)
  const indexIsHeld = holders.some((holder) => holder.table !== null)
  return {
    schema,
    holders,
    columns: tableIsHeld ? await fetchColumns(db, schema, name) : [],
    constraints: tableIsHeld ? await fetchKeyConstraints(db, schema, name) : [],
    indexes: indexIsHeld ? await fetchIndexes(db, schema, names) : [],
  }
}
