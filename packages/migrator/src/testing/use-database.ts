import { createTestDatabase, type TestDatabase } from '@omni/test-postgres'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { createMigrator, type Migrator } from '../create-migrator.ts'
import type { Migration } from '../migration.ts'
import type { MigratorOptions } from '../options.ts'
import { surviveConnectionLoss } from '../session/survive-connection-loss.ts'

export interface UsedDatabase {
  readonly url: string
  readonly database: TestDatabase
  readonly pool: pg.Pool
  /** A Kysely instance over the pool. */
  readonly db: Kysely<unknown>
  migrator(migrations: readonly Migration[], options?: Partial<MigratorOptions>): Migrator
  query<Row = Record<string, unknown>>(text: string, values?: unknown[]): Promise<Row[]>
  /** Names of the history, in order. */
  history(table?: string): Promise<string[]>
  /** How many advisory locks are held in this database. */
  locks(): Promise<number>
  /** A pool of its own, closed after the test. */
  openPool(options?: pg.PoolConfig): pg.Pool
}

/** Gives a test file a database of its own, whose schema public is empty before each test. */
export function useDatabase(): UsedDatabase {
  let database: TestDatabase
  let pool: pg.Pool
  const pools: pg.Pool[] = []
  beforeAll(async () => {
    database = await createTestDatabase()
    pool = surviveConnectionLoss(new pg.Pool({ connectionString: database.url }))
  })
  afterAll(async () => {
    await pool.end()
    await database.drop()
  })
  beforeEach(async () => {
    await pool.query('drop schema if exists public cascade; create schema public')
  })
  afterEach(async () => {
    await Promise.all(pools.splice(0).map((own) => own.end()))
  })

  async function query<Row>(text: string, values: unknown[] = []): Promise<Row[]> {
    const { rows } = await pool.query(text, values)
    return rows
  }

  return {
    get url() {
      return database.url
    },
    get database() {
      return database
    },
    get pool() {
      return pool
    },
    get db() {
      return new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
    },
    migrator: (migrations, options = {}) => createMigrator({ db: pool, migrations, ...options }),
    query,
    async history(table = 'public.kysely_migration') {
      const rows = await query<{ name: string }>(`select name from ${table} order by timestamp, name`)
      return rows.map(({ name }) => name)
    },
    async locks() {
      const rows = await query(
        `select from pg_locks where locktype = 'advisory'
           and database = (select oid from pg_database where datname = current_database())`,
      )
      return rows.length
    },
    openPool(options = {}) {
      const own = surviveConnectionLoss(new pg.Pool({ connectionString: database.url, ...options }))
      pools.push(own)
      return own
    },
  }
}
