import type { Queryable } from '@omni/pg-enum-guard'
import { type CompiledQuery, Kysely, type QueryResult } from 'kysely'
import { Migrator } from 'kysely/migration'
import { compareNames } from '../graph/compare-names.ts'
import type { AnyKysely } from '../session/any-kysely.ts'
import { engineDialect } from './engine-dialect.ts'
import { historyIntrospector } from './history-introspector.ts'

export interface RunEngineOptions {
  /** The open transaction, or the connection of a migration that runs outside one; without plugins. */
  readonly db: AnyKysely
  readonly queryable: Queryable
  readonly schema: string
  readonly tables: readonly [history: string, lock: string]
  /** All migrations of the code: the engine refuses a history that holds another. */
  readonly names: readonly string[]
  readonly direction: 'up' | 'down'
  /** Executes the migration that the engine chose. */
  execute(name: string): Promise<void>
}

/** Has Kysely's Migrator do one step, history row included, and returns the name of its migration, or null. */
export async function runEngine(options: RunEngineOptions): Promise<string | null> {
  const { db, queryable, schema, tables, names, direction, execute } = options
  const migrations = Object.fromEntries(
    names.map((name) => [name, { up: () => execute(name), down: () => execute(name) }]),
  )
  const engine = new Kysely<unknown>({
    dialect: engineDialect({
      execute: <Row>(query: CompiledQuery): Promise<QueryResult<Row>> => db.executeQuery<Row>(query),
      introspector: historyIntrospector({ queryable, schema, tables }),
    }),
  })
  const migrator = new Migrator({
    db: engine,
    provider: { getMigrations: async () => migrations },
    migrationTableSchema: schema,
    migrationTableName: tables[0],
    migrationLockTableName: tables[1],
    // The run has judged the order already, with an error that says what to do.
    allowUnorderedMigrations: true,
    nameComparator: compareNames,
  })
  const { error, results } = await (direction === 'up' ? migrator.migrateUp() : migrator.migrateDown())
  if (error !== undefined) throw error
  return results?.[0]?.migrationName ?? null
}
