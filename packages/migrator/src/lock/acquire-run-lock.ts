import { type Logger, type Queryable, quoteLiteral } from '@omni/pg-enum-guard'
import { fromKysely } from '@omni/pg-enum-guard/kysely'
import { fetchLockHolders, type LockHolder } from '../catalog/fetch-lock-holders.ts'
import { ConnectionLostError } from '../errors/connection-lost-error.ts'
import { InterruptedError } from '../errors/interrupted-error.ts'
import { LockTimeoutError } from '../errors/lock-timeout-error.ts'
import type { AnyKysely } from '../session/any-kysely.ts'
import { isConnectionLoss } from '../session/is-connection-loss.ts'
import { type OpenTransaction, openTransaction, rollbackQuietly } from '../session/open-transaction.ts'
import { backoff, sleep } from '../session/sleep.ts'
import { RUN_LOCK_KEY, STEP_LOCK_KEY } from './lock-keys.ts'

// A transaction pins the server connection behind a transaction pooler, and gives up the lock however it ends.
const SQL = /* SQL */ `
  select
    pg_catalog.pg_try_advisory_xact_lock($1::pg_catalog.int8) as "locked",
    pg_catalog.set_config('idle_in_transaction_session_timeout', '5min', true),      -- see HEARTBEAT
    case when pg_catalog.current_setting('transaction_timeout', true) is not null    -- 17 and later
      then pg_catalog.set_config('transaction_timeout', '0', true) end
`

/** A client that is stopped, or whose machine is gone, no longer sends it: the server then gives up its lock. */
const HEARTBEAT = 30_000

export interface AcquireRunLockOptions {
  readonly db: AnyKysely
  readonly database: string
  /** Bound of the wait, in milliseconds. */
  readonly timeout: number
  readonly connectionTimeout: number
  readonly logger: Logger
  readonly signal?: AbortSignal | undefined
}

/** The lock of a run, held by a transaction on a connection of its own. */
export interface RunLock {
  /** The connection that holds it, for questions while a migration runs on the other one. */
  readonly queryable: Queryable
  readonly waitedMs: number
  /**
   * Has the session of the lock say what is being migrated, for whoever waits and looks at `pg_stat_activity`;
   * rejects where the connection, and with it the lock, is lost.
   */
  announce(migration: string): Promise<void>
  release(): Promise<void>
}

/**
 * Waits until no other run is at work on this database, at most as long as the options allow.
 *
 * It asks again and again instead of waiting inside the server: a session that waits in `pg_advisory_lock` holds
 * a snapshot, for which `create index concurrently` of the run that it waits for would wait in turn.
 *
 * @throws LOCK_TIMEOUT, CONNECTION_UNAVAILABLE, CANNOT_CONNECT, INTERRUPTED
 */
export async function acquireRunLock(options: AcquireRunLockOptions): Promise<RunLock> {
  const { database, timeout, logger, signal } = options
  const start = performance.now()
  let holders: LockHolder[] = []
  for (let attempt = 0; ; attempt++) {
    const outcome = await tryLock(options)
    if (!Array.isArray(outcome)) {
      const waitedMs = performance.now() - start
      logger.debug(`lock of database "${database}" obtained after ${Math.round(waitedMs)} ms`)
      return heldLock(outcome, waitedMs)
    }
    if (outcome.length > 0) holders = outcome
    if (attempt === 0) logger.info(`waiting for another run on database "${database}" to end`)
    const left = timeout - (performance.now() - start)
    if (left <= 0) throw new LockTimeoutError({ database, waitedMs: timeout, holders })
    await sleep(Math.min(left, backoff(attempt, { firstMs: 20, maxMs: 500 })), signal)
    if (signal?.aborted) throw new InterruptedError({ migration: null, rolledBack: true, applied: [] })
  }
}

function heldLock(transaction: OpenTransaction, waitedMs: number): RunLock {
  const queryable = fromKysely(transaction)
  let sign = 'select 1'
  const timer = setInterval(() => {
    queryable.query(sign).catch(() => undefined)
  }, HEARTBEAT)
  timer.unref()
  return {
    queryable,
    waitedMs,
    async announce(migration) {
      sign = `select ${quoteLiteral(migration)} as "migrating"`
      await queryable.query(sign)
    },
    async release() {
      clearInterval(timer)
      await rollbackQuietly(transaction)
    },
  }
}

/** Returns the transaction that holds the lock, or who holds it. */
async function tryLock(options: AcquireRunLockOptions): Promise<OpenTransaction | LockHolder[]> {
  const { db, connectionTimeout, signal } = options
  const transaction = await openTransaction(db, {
    kind: 'read committed',
    connection: 'first',
    connectionTimeout,
    signal,
  })
  try {
    const queryable = fromKysely(transaction)
    const { rows } = await queryable.query(SQL, [String(RUN_LOCK_KEY)])
    const { locked } = rows[0] as { locked: boolean }
    // A run whose lock connection was lost may still be executing its migration.
    const others = (await fetchLockHolders(queryable, RUN_LOCK_KEY, STEP_LOCK_KEY)).filter(
      ({ runsStep }) => !locked || runsStep,
    )
    if (locked && others.length === 0) return transaction
    await rollbackQuietly(transaction)
    return others
  } catch (error) {
    await rollbackQuietly(transaction)
    if (!isConnectionLoss(error)) throw error
    throw new ConnectionLostError({ migration: null, rolledBack: true, applied: [] }, error)
  }
}
