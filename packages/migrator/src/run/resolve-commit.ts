import type { Queryable } from '@omni/pg-enum-guard'
import { fromKysely } from '@omni/pg-enum-guard/kysely'
import {
  fetchTransactionStatus,
  type TransactionStatus,
  terminateTransaction,
} from '../catalog/fetch-transaction-status.ts'
import type { AnyKysely } from '../session/any-kysely.ts'
import { openTransaction, rollbackQuietly } from '../session/open-transaction.ts'
import { backoff, sleep } from '../session/sleep.ts'

/** How long the server gets to notice by itself that the client of an open transaction is gone. */
const PATIENCE = 1_000

export interface ResolveCommitOptions {
  readonly db: AnyKysely
  /** The connection of the lock, which may have survived. */
  readonly lock: Queryable
  readonly pid: number
  readonly transactionId: string
  readonly connectionTimeout: number
}

/** Finds out whether a transaction whose COMMIT got no answer was committed; null where it cannot be found out. */
export async function resolveCommit(options: ResolveCommitOptions): Promise<'committed' | 'aborted' | null> {
  const start = performance.now()
  // A server that restarts is away for a while.
  const timeout = 2 * options.connectionTimeout
  for (let attempt = 0; performance.now() - start < timeout; attempt++) {
    const terminate = performance.now() - start > PATIENCE
    const status = (await ask(options.lock, options, terminate).catch(() => 'unreachable' as const)) ?? null
    const answer = status === 'unreachable' ? await askAnew(options, terminate) : status
    if (answer === 'committed' || answer === 'aborted') return answer
    if (answer === null) return null
    await sleep(backoff(attempt, { firstMs: 50, maxMs: 1_000 }))
  }
  return null
}

async function ask(
  db: Queryable,
  { pid, transactionId }: ResolveCommitOptions,
  terminate: boolean,
): Promise<TransactionStatus | null> {
  const status = await fetchTransactionStatus(db, transactionId)
  if (status === 'in progress' && terminate) await terminateTransaction(db, pid, transactionId)
  return status
}

async function askAnew(
  options: ResolveCommitOptions,
  terminate: boolean,
): Promise<TransactionStatus | 'unreachable' | null> {
  try {
    const transaction = await openTransaction(options.db, {
      kind: 'read committed',
      connection: 'first',
      connectionTimeout: options.connectionTimeout,
    })
    try {
      return await ask(fromKysely(transaction), options, terminate)
    } finally {
      await rollbackQuietly(transaction)
    }
  } catch {
    return 'unreachable'
  }
}
