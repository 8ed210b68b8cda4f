import type { Queryable } from '@omni/pg-enum-guard'
import type { DatabaseIntrospector, SchemaMetadata, TableMetadata } from 'kysely'
import { fetchHistoryTables } from '../catalog/fetch-history-tables.ts'

export interface HistoryIntrospectorOptions {
  readonly queryable: Queryable
  /** Known to exist. */
  readonly schema: string
  readonly tables: readonly [history: string, lock: string]
}

/** Answers the engine's only questions: whether its schema and its two tables exist. */
export function historyIntrospector({
  queryable,
  schema,
  tables,
}: HistoryIntrospectorOptions): DatabaseIntrospector {
  let complete: readonly string[] | null = null
  return {
    async getSchemas(): Promise<SchemaMetadata[]> {
      return [{ name: schema }]
    },
    async getTables(): Promise<TableMetadata[]> {
      const found = complete ?? (await fetchHistoryTables(queryable, schema, tables))
      // Nothing can drop them while the transaction reads them: the engine asks once for each, one answer is enough.
      if (found.length === tables.length) complete = found
      return found.map((name) => ({ name, schema, isView: false, isForeign: false, columns: [] }))
    },
  }
}
