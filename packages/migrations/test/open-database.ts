import type { MigrationContext } from '@omni/migrator'
import { isOmniError, type Logger, type OmniError } from '@omni/pg-enum-guard'
import { fromKysely } from '@omni/pg-enum-guard/kysely'
import { createTestDatabase, type TestDatabase } from '@omni/test-postgres'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { Database } from '../src/database.ts'

export interface OpenDatabase {
  readonly database: TestDatabase
  readonly pool: pg.Pool
  readonly db: Kysely<Database>
  /** Everything that the migrations logged, as `level: message`. */
  readonly log: string[]
  readonly logger: Logger
  /** Runs statements outside the migrations, as a person would in psql. */
  sql<Row = Record<string, unknown>>(text: string, values?: unknown[]): Promise<Row[]>
  /** What a migration is called with when it is called without a migrator. */
  context(overrides?: Partial<MigrationContext>): MigrationContext
  /** Makes the schema `public` empty, which is faster than another database. */
  clear(): Promise<void>
  close(): Promise<void>
}

/** Opens a database of its own for a test. */
export async function openDatabase(options: pg.PoolConfig = {}): Promise<OpenDatabase> {
  const database = await createTestDatabase()
  const pool = new pg.Pool({ connectionString: database.url, ...options })
  // the drop of the database can be faster than the goodbye of a connection that was ended
  pool.on('error', () => undefined)
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) })
  const log: string[] = []
  const write = (level: string) => (message: string) => void log.push(`${level}: ${message}`)
  const logger = { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') }
  return {
    database,
    pool,
    db,
    log,
    logger,
    sql: async (text, values = []) => (await pool.query(text, values)).rows,
    context: (overrides = {}) => ({
      schema: 'public',
      allowDestructive: false,
      logger,
      queryable: fromKysely(db),
      ...overrides,
    }),
    clear: async () => {
      log.length = 0
      await pool.query('drop schema public cascade; create schema public')
    },
    close: async () => {
      await db.destroy()
      await database.drop()
    },
  }
}

/** Returns the typed error that a call fails with; fails itself where the call does not. */
export async function failureOf(call: Promise<unknown>): Promise<OmniError> {
  const error: unknown = await call.then(
    () => new Error('expected a failure, there was none'),
    (reason: unknown) => reason,
  )
  if (isOmniError(error)) return error
  throw error
}
