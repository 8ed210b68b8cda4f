import { Kysely, PostgresDialect } from 'kysely'
import type pg from 'pg'
import type { Database } from '../src/database.ts'

/** Returns Kysely on one connection with settings or a role of its own; that is not closed with it. */
export function kyselyOn(client: pg.Client): Kysely<Database> {
  const query = (text: string, values: readonly unknown[]) => client.query(text, [...values])
  const borrowed = { query, release: () => undefined } as unknown as pg.PoolClient
  const pool = { connect: async () => borrowed, end: async () => undefined } as unknown as pg.Pool
  return new Kysely<Database>({ dialect: new PostgresDialect({ pool }) })
}

/** Returns Kysely on a pool that waits for `after` when a statement has run, so that a test can step in between. */
export function kyselyWithPause(pool: pg.Pool, after: (sql: string) => Promise<void>): Kysely<Database> {
  return new Kysely<Database>({
    dialect: new PostgresDialect({ pool }),
    log: (event) => after(event.query.sql),
  })
}
