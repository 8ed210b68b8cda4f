import { isAbortedTransactionError } from 'kysely'
import { fetchTransactionStatus } from '../catalog/fetch-transaction-status.ts'
import type { PreparedTransaction } from '../catalog/prepare-transaction.ts'
import { CommitUnknownError } from '../errors/commit-unknown-error.ts'
import { ConnectionLostError } from '../errors/connection-lost-error.ts'
import { isConnectionLoss } from '../session/is-connection-loss.ts'
import { type OpenTransaction, rollbackQuietly } from '../session/open-transaction.ts'
import type { Recording } from '../session/record-statements.ts'
import { resolveCommit } from './resolve-commit.ts'
import { type Action, doneNames, type RunContext } from './run-context.ts'

export interface CommitStepOptions {
  readonly run: RunContext
  readonly transaction: OpenTransaction
  /** The last one of the transaction. */
  readonly action: Action
  readonly recording: Recording
  readonly prepared: PreparedTransaction
}

/**
 * Commits a step. Where the connection is lost meanwhile, the server is asked on another one how it ended.
 *
 * @throws CONNECTION_LOST where it was not committed, COMMIT_UNKNOWN where that cannot be found out
 */
export async function commitStep(options: CommitStepOptions): Promise<void> {
  const { run, transaction, action, recording } = options
  try {
    await transaction.commit().execute()
  } catch (error) {
    if (isAbortedTransactionError(error)) throw recording.firstError()?.error ?? error
    if (!isConnectionLoss(error)) throw error
    await rollbackQuietly(transaction)
    await settleLostCommit(options, error)
    return
  }
  // Not every Kysely dialect reports a COMMIT that the server answered with ROLLBACK, as it does after a swallowed error.
  if (recording.firstError() !== null && (await statusOf(options)) === 'aborted')
    throw recording.firstError()?.error
  run.options.logger.debug(`committed "${action.migration.name}" (${action.direction})`)
}

async function settleLostCommit({ run, action, prepared }: CommitStepOptions, cause: unknown): Promise<void> {
  const { db, connectionTimeout, logger } = run.options
  const { name } = action.migration
  const transactionId = prepared.transactionId ?? ''
  const outcome = await resolveCommit({
    db,
    connectionTimeout,
    lock: run.lock.queryable,
    pid: prepared.pid,
    transactionId,
  })
  if (outcome === 'committed') {
    logger.warn(
      `the connection was lost while "${name}" was being committed; the server says that it is committed`,
    )
    return
  }
  const applied = doneNames(run)
  if (outcome === null) throw new CommitUnknownError(name, transactionId, applied, cause)
  throw new ConnectionLostError({ migration: name, rolledBack: true, applied }, cause)
}

async function statusOf({ run, prepared }: CommitStepOptions): Promise<string | null> {
  return fetchTransactionStatus(run.lock.queryable, prepared.transactionId ?? '').catch(() => null)
}
