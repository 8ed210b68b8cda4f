import { isOmniError } from '@omni/pg-enum-guard'
import { fromKysely } from '@omni/pg-enum-guard/kysely'
import { fetchLockHolders } from '../catalog/fetch-lock-holders.ts'
import { type PreparedTransaction, prepareTransaction } from '../catalog/prepare-transaction.ts'
import { LockTimeoutError } from '../errors/lock-timeout-error.ts'
import { ReadOnlyError } from '../errors/read-only-error.ts'
import type { SessionInfo } from '../errors/render-session.ts'
import { StatementLockTimeoutError } from '../errors/statement-lock-timeout-error.ts'
import { RUN_LOCK_KEY, STEP_LOCK_KEY } from '../lock/lock-keys.ts'
import { type OpenTransaction, openTransaction, rollbackQuietly } from '../session/open-transaction.ts'
import { planSearchPath } from '../session/plan-search-path.ts'
import { backoff, sleep } from '../session/sleep.ts'
import { commitStep } from './commit-step.ts'
import { executeAction, type StepPhase } from './execute-action.ts'
import type { AppliedStep } from './results.ts'
import { type Action, doneNames, type RunContext } from './run-context.ts'
import { lockFailureOf, realError, stepErrorOf } from './step-error.ts'
import { type StepWatch, watchStep } from './watch-step.ts'

/** What an attempt ended with, where a lock was in its way. */
interface LockFailure {
  readonly sqlstate: '55P03' | '40P01'
  readonly error: unknown
  readonly statement: string | null
  readonly blockers: readonly SessionInfo[]
}

type Outcome = { readonly steps: readonly AppliedStep[] } | { readonly lockFailure: LockFailure }

/** Executes actions in one transaction and commits it; after a lock timeout or a deadlock, again from its start. */
export async function runTransactionalStep(
  run: RunContext,
  actions: readonly [Action, ...Action[]],
): Promise<void> {
  const { retries, logger, signal, statementLockTimeout } = run.options
  const { name } = actions[0].migration
  for (let attempt = 0; ; attempt++) {
    const outcome = await attemptStep(run, actions)
    if ('steps' in outcome) {
      run.done.push(...outcome.steps)
      return
    }
    const { sqlstate, error, statement, blockers } = outcome.lockFailure
    if (attempt >= retries) {
      if (isOmniError(error)) throw error
      const { direction } = actions[0]
      const details = { migration: name, direction, sqlstate, statement, blockers, applied: doneNames(run) }
      throw new StatementLockTimeoutError(
        { ...details, attempts: attempt + 1, timeoutMs: statementLockTimeout },
        error,
      )
    }
    const waitMs = Math.round(backoff(attempt, { firstMs: 500, maxMs: 10_000 }))
    logger.warn(
      `migration "${name}" did not get a lock (${sqlstate}); attempt ${attempt + 2} of ${retries + 1} in ${waitMs} ms`,
    )
    await sleep(waitMs, signal)
  }
}

async function attemptStep(run: RunContext, actions: readonly [Action, ...Action[]]): Promise<Outcome> {
  const { db, connectionTimeout, signal } = run.options
  const phase: StepPhase = { current: 'history' }
  let action = actions[0]
  let transaction: OpenTransaction | null = null
  let watch: StepWatch | null = null
  try {
    transaction = await openTransaction(db, {
      kind: 'read committed',
      connection: 'second',
      connectionTimeout,
      signal,
    })
    const prepared = await prepare(run, transaction)
    watch = await watchStep({ run, db: transaction, pid: prepared.pid, pinned: true })
    const steps: AppliedStep[] = []
    for (action of actions) {
      steps.push(await watch.settle(executeAction(run, transaction, action, phase)))
    }
    await watch.stop()
    signal?.throwIfAborted()
    await commitStep({ run, transaction, action, recording: watch.recording, prepared })
    return { steps }
  } catch (thrown) {
    await watch?.stop()
    if (transaction !== null) await rollbackQuietly(transaction)
    const recording = watch?.recording ?? null
    const sqlstate = lockFailureOf(thrown, recording)
    if (sqlstate !== null && !signal?.aborted) {
      const blockers = watch?.blockers.blockers() ?? []
      return { lockFailure: { sqlstate, ...realError(thrown, recording), blockers } }
    }
    throw stepErrorOf(thrown, { run, action, recording, phase, transactional: true })
  }
}

async function prepare(run: RunContext, transaction: OpenTransaction): Promise<PreparedTransaction> {
  const { facts, options } = run
  const queryable = fromKysely(transaction)
  const prepared = await prepareTransaction(queryable, {
    key: STEP_LOCK_KEY,
    searchPath: planSearchPath(facts.searchPath, options.schema),
    lockTimeout: options.statementLockTimeout,
    build: facts.build,
  })
  if (prepared.readOnly === 'on' || prepared.transactionId === null) {
    throw new ReadOnlyError(prepared.transactionId === null)
  }
  if (!prepared.locked) {
    const holders = await fetchLockHolders(queryable, RUN_LOCK_KEY, STEP_LOCK_KEY)
    throw new LockTimeoutError({
      database: facts.database,
      waitedMs: 0,
      holders: holders.filter((h) => h.runsStep),
    })
  }
  return prepared
}
