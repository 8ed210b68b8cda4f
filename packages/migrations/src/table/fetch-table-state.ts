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

/** Reads all that is needed to judge a table; four statements, however large the database. */
export async function fetchTableState(
  db: Queryable,
  schema: string,
  definition: TableDefinition,
): Promise<TableState> {
  const { name, keys, indexes } = definition
  // a key brings an index of its own name
  const names = [...keys, ...indexes].map((index) => index.name)
  return {
    schema,
    holders: await fetchNameHolders(db, schema, name, names),
    columns: await fetchColumns(db, schema, name),
    constraints: await fetchKeyConstraints(db, schema, name),
    indexes: await fetchIndexes(db, schema, names),
  }
}
