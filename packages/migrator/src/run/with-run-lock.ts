import { ConnectionLostError } from '../errors/connection-lost-error.ts'
import { InterruptedError } from '../errors/interrupted-error.ts'
import { acquireRunLock } from '../lock/acquire-run-lock.ts'
import type { ResolvedOptions } from '../resolve-options.ts'
import { type Action, doneNames, type RunContext } from './run-context.ts'
import { runPlainStep } from './run-plain-step.ts'
import { runTransactionalStep } from './run-transactional-step.ts'
import { type Snapshot, withSnapshot } from './with-snapshot.ts'

/** Holds the lock of the run while `use` is at work, and gives it up however that ends. */
export async function withRunLock<Result>(
  options: ResolvedOptions,
  { facts, schema }: Pick<Snapshot, 'facts' | 'schema'>,
  use: (run: RunContext) => Promise<Result>,
): Promise<Result> {
  const { db, lockTimeout: timeout, connectionTimeout, logger, signal } = options
  const { database } = facts
  const lock = await acquireRunLock({ db, database, timeout, connectionTimeout, logger, signal })
  try {
    return await use({ options, facts, schema, lock, done: [] })
  } finally {
    await lock.release()
  }
}

/**
 * Executes actions, each in a transaction of its own where it allows that; with `together`, all in one.
 *
 * @throws INTERRUPTED or CONNECTION_LOST between two of them, and what a step throws
 */
export async function runSteps(
  run: RunContext,
  actions: readonly Action[],
  { together = false }: { readonly together?: boolean } = {},
): Promise<void> {
  const transactional = actions.every(({ migration }) => migration.transaction !== false)
  const steps = together && transactional ? [actions] : actions.map((action) => [action])
  for (const [first, ...others] of steps) {
    if (first === undefined) continue
    await assertLockHeld(run, first.migration.name)
    for (const { migration, direction } of [first, ...others]) {
      run.options.logger.info(`${direction === 'up' ? 'applying' : 'reverting'} "${migration.name}"`)
    }
    if (first.migration.transaction === false) await runPlainStep(run, first)
    else await runTransactionalStep(run, [first, ...others])
  }
}

/** The lock ends with its connection; a step without it could meet another run. */
async function assertLockHeld(run: RunContext, next: string): Promise<void> {
  const state = { migration: null, rolledBack: true, applied: doneNames(run) }
  if (run.options.signal?.aborted) throw new InterruptedError(state)
  await run.lock.announce(next).catch((error: unknown) => {
    throw new ConnectionLostError(state, error)
  })
}

/** Reads where the database stands once all steps are committed: an interruption comes too late to undo anything. */
export function withFinalSnapshot<Result>(
  run: RunContext,
  use: (snapshot: Snapshot) => Promise<Result>,
): Promise<Result> {
  const options = { ...run.options, signal: undefined }
  return withSnapshot(options, { connection: 'second', applied: doneNames(run) }, use)
}
