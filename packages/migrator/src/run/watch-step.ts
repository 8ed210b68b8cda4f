import { InterruptedError } from '../errors/interrupted-error.ts'
import { cancelStatement } from '../lock/cancel-statement.ts'
import { type BlockerWatch, watchBlockers } from '../lock/watch-blockers.ts'
import type { AnyKysely } from '../session/any-kysely.ts'
import { type Recording, recordStatements } from '../session/record-statements.ts'
import { doneNames, type RunContext } from './run-context.ts'

/** How long a cancelled migration gets to come to its end. */
const GRACE = 5_000

export interface StepWatch {
  readonly recording: Recording
  readonly blockers: BlockerWatch
  /** Returns what the work returns; once the signal is aborted, waits for it for a bounded time only. */
  settle<Result>(work: Promise<Result>): Promise<Result>
  stop(): Promise<void>
}

export interface WatchStepOptions {
  readonly run: RunContext
  readonly db: AnyKysely
  readonly pid: number
  /** Whether the session is ours until we let it go: in a transaction. */
  readonly pinned: boolean
}

/** Watches the session of a step from the connection of the lock: who is in its way, and when to cancel it. */
export async function watchStep({ run, db, pid, pinned }: WatchStepOptions): Promise<StepWatch> {
  const { signal, logger, statementLockTimeout } = run.options
  const { queryable } = run.lock
  const interrupted = () =>
    new InterruptedError({ migration: null, rolledBack: pinned, applied: doneNames(run) })
  const recording = await recordStatements(db, () => {
    if (signal?.aborted) throw interrupted()
  })
  const intervalMs = Math.max(50, Math.min(1_000, statementLockTimeout / 3 || 1_000))
  const blockers = watchBlockers({ queryable, pid, intervalMs, logger })
  let giveUp: NodeJS.Timeout | undefined
  let expire: (error: unknown) => void = () => undefined
  const expired = new Promise<never>((_resolve, reject) => {
    expire = reject
  })
  expired.catch(() => undefined)

  const onAbort = () => {
    const statement = recording.running()
    if (statement !== null) cancelStatement(queryable, { pid, statement, pinned }).catch(() => undefined)
    giveUp = setTimeout(() => expire(interrupted()), GRACE)
  }
  if (signal?.aborted) onAbort()
  signal?.addEventListener('abort', onAbort, { once: true })

  return {
    recording,
    blockers,
    settle: (work) => Promise.race([work, expired]),
    async stop() {
      recording.stop()
      clearTimeout(giveUp)
      signal?.removeEventListener('abort', onAbort)
      await blockers.stop()
    },
  }
}
