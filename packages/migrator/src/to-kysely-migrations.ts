import type { Logger } from '@omni/pg-enum-guard'
import { fromKysely } from '@omni/pg-enum-guard/kysely'
import type { Migration as KyselyMigration } from 'kysely/migration'
import { fetchSession } from './catalog/fetch-session.ts'
import { SchemaNotFoundError } from './errors/schema-not-found-error.ts'
import type { Migration, MigrationContext } from './migration.ts'
import type { AnyKysely } from './session/any-kysely.ts'

export interface ToKyselyMigrationsOptions {
  /** Default: `current_schema()` of the connection. */
  readonly schema?: string | undefined
  readonly allowDestructive?: boolean | undefined
  readonly logger?: Logger | undefined
}

const silent: Logger = { debug() {}, info() {}, warn() {}, error() {} }

/**
 * Returns the migrations as any Kysely Migrator wants them. The lock, the validation and one transaction for each
 * migration are not in them: Kysely's Migrator is then in charge.
 *
 * @throws SCHEMA_NOT_FOUND, from a migration, where no schema was given and `search_path` leads to none
 *
 * @example
 * ```ts
 * import { defineMigration, toKyselyMigrations } from '@omni/migrator'
 * import { Kysely, PostgresDialect } from 'kysely'
 * import { Migrator } from 'kysely/migration'
 * import pg from 'pg'
 *
 * const books001 = defineMigration({
 *   name: '001_books',
 *   async up(db) {
 *     await db.schema.createTable('books').addColumn('title', 'text').execute()
 *   },
 * })
 *
 * const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL })
 * const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
 * const migrator = new Migrator({ db, provider: { getMigrations: async () => toKyselyMigrations([books001]) } })
 * const { error } = await migrator.migrateToLatest()
 * await db.destroy()
 * if (error) throw error
 * ```
 */
export function toKyselyMigrations(
  migrations: readonly Migration[],
  options: ToKyselyMigrationsOptions = {},
): Record<string, KyselyMigration> {
  return Object.fromEntries(
    migrations.map((migration) => [
      migration.name,
      {
        up: async (db) => migration.up(db, await contextOf(db, options)),
        ...(migration.down && {
          down: async (db: AnyKysely) => migration.down?.(db, await contextOf(db, options)),
        }),
      } satisfies KyselyMigration,
    ]),
  )
}

async function contextOf(
  db: AnyKysely,
  { schema, allowDestructive = false, logger = silent }: ToKyselyMigrationsOptions,
): Promise<MigrationContext> {
  const queryable = fromKysely(db)
  if (schema !== undefined) return { schema, allowDestructive, logger, queryable }
  const { schema: current } = await fetchSession(queryable)
  if (current === null) throw new SchemaNotFoundError(null)
  return { schema: current, allowDestructive, logger, queryable }
}
