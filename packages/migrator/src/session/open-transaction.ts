import type { ControlledTransaction } from 'kysely'
import { CannotConnectError } from '../errors/cannot-connect-error.ts'
import { ConnectionUnavailableError } from '../errors/connection-unavailable-error.ts'
import { InterruptedError } from '../errors/interrupted-error.ts'
import type { AnyDatabase } from '../migration.ts'
import type { AnyKysely } from './any-kysely.ts'
import { withDeadline } from './with-deadline.ts'

export type OpenTransaction = ControlledTransaction<AnyDatabase>

export interface OpenOptions {
  /** Bound of the wait for a connection. */
  readonly connectionTimeout: number
  /** The second is wanted while the run holds another. */
  readonly connection: 'first' | 'second'
  readonly signal?: AbortSignal | undefined
}

export interface OpenTransactionOptions extends OpenOptions {
  /** `snapshot`: one moment for all its queries, reading only. */
  readonly kind: 'snapshot' | 'read committed'
}

/**
 * Takes a connection and begins a transaction on it. The default of a read-only role is not overridden.
 *
 * @throws CANNOT_CONNECT, CONNECTION_UNAVAILABLE, INTERRUPTED
 */
export async function openTransaction(
  db: AnyKysely,
  { kind, ...options }: OpenTransactionOptions,
): Promise<OpenTransaction> {
  const builder =
    kind === 'snapshot'
      ? db.startTransaction().setIsolationLevel('repeatable read').setAccessMode('read only')
      : db.startTransaction().setIsolationLevel('read committed')
  return openWithin(builder.execute(), options, rollbackQuietly)
}

/** Waits for a connection as long as the options allow; one that comes later is discarded. */
export async function openWithin<Opened>(
  opening: Promise<Opened>,
  { connectionTimeout, connection, signal }: OpenOptions,
  discard: (opened: Opened) => unknown,
): Promise<Opened> {
  const tagged = opening.catch((error: unknown) => {
    // pg-pool's own bound on the wait, where it is shorter than ours.
    const poolIsFull = error instanceof Error && error.message === 'timeout exceeded when trying to connect'
    throw poolIsFull
      ? new ConnectionUnavailableError(connectionTimeout, connection)
      : new CannotConnectError(error)
  })
  return withDeadline(tagged, {
    ms: connectionTimeout,
    signal,
    discard,
    error: (reason) =>
      reason === 'aborted'
        ? new InterruptedError({ migration: null, rolledBack: true, applied: [] })
        : new ConnectionUnavailableError(connectionTimeout, connection),
  })
}

const ROLLBACK_TIMEOUT = 5_000

/** Rolls back and gives the connection back; one that is lost, or does not answer in time, is given up. */
export async function rollbackQuietly(transaction: OpenTransaction): Promise<void> {
  if (transaction.isCommitted || transaction.isRolledBack) return
  await withDeadline(transaction.rollback().execute(), {
    ms: ROLLBACK_TIMEOUT,
    error: () => new Error('no answer to rollback'),
  }).catch(() => undefined)
}
