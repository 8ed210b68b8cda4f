/** The part of a client of `pg` that matters here. */
export interface ClientEvents {
  on(event: 'error', listener: () => void): unknown
}

/** The part of `pg.Pool` that matters here. */
export interface PoolEvents {
  on(event: 'error', listener: () => void): unknown
  on(event: 'connect' | 'acquire', listener: (client: ClientEvents) => void): unknown
}

const pools = new WeakSet<object>()
const clients = new WeakSet<object>()

/**
 * Keeps a lost connection of a `pg.Pool` from ending the process, and returns the pool.
 *
 * `pg` takes its `error` listener off a client while it is checked out; when the server then ends the session,
 * the event is unhandled and Node exits. The error is not hidden by this: the query that was running, or the
 * next one, rejects with it. `createMigrator` does it itself for a pool; call it where you build a Kysely
 * instance yourself, because the pool cannot be reached through one.
 *
 * @example
 * ```ts
 * import { surviveConnectionLoss } from '@omni/migrator'
 * import { Kysely, PostgresDialect } from 'kysely'
 * import pg from 'pg'
 *
 * const pool = surviveConnectionLoss(new pg.Pool({ connectionString: process.env.DATABASE_URL }))
 * const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
 * await db.destroy()
 * ```
 */
export function surviveConnectionLoss<Pool extends PoolEvents>(pool: Pool): Pool {
  if (pools.has(pool)) return pool
  pools.add(pool)
  pool.on('error', ignore)
  pool.on('connect', listen)
  // A client that the pool made before this call is met when it is checked out.
  pool.on('acquire', listen)
  return pool
}

function listen(client: ClientEvents): void {
  if (clients.has(client)) return
  clients.add(client)
  client.on('error', ignore)
}

function ignore(): void {}
