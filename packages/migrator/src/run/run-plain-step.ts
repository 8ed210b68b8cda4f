import { fromKysely } from '@omni/pg-enum-guard/kysely'
import { fetchSession } from '../catalog/fetch-session.ts'
import { ReadOnlyError } from '../errors/read-only-error.ts'
import { SessionUnsuitableError } from '../errors/session-unsuitable-error.ts'
import type { AnyKysely } from '../session/any-kysely.ts'
import { openConnection } from '../session/open-connection.ts'
import { executeAction, type StepPhase } from './execute-action.ts'
import type { Action, RunContext } from './run-context.ts'
import { stepErrorOf } from './step-error.ts'
import { type StepWatch, watchStep } from './watch-step.ts'

/**
 * Executes one action outside a transaction, once. Settings of the session are not touched: behind a transaction
 * pooler they would stay with a connection that somebody else uses next.
 */
export async function runPlainStep(run: RunContext, action: Action): Promise<void> {
  const { db, connectionTimeout, signal } = run.options
  const phase: StepPhase = { current: 'history' }
  const connection = await openConnection(db, { connection: 'second', connectionTimeout, signal })
  let watch: StepWatch | null = null
  try {
    const pid = await assertSession(run, connection.db, action)
    watch = await watchStep({ run, db: connection.db, pid, pinned: false })
    run.done.push(await watch.settle(executeAction(run, connection.db, action, phase)))
  } catch (thrown) {
    const recording = watch?.recording ?? null
    throw stepErrorOf(thrown, { run, action, recording, phase, transactional: false })
  } finally {
    await watch?.stop()
    // Not while a statement that could not be cancelled still runs: the next user would wait behind it.
    const idle = watch?.recording.idle() ?? Promise.resolve()
    idle.then(connection.release)
  }
}

async function assertSession(run: RunContext, db: AnyKysely, { migration }: Action): Promise<number> {
  const { schema } = run
  const session = await fetchSession(fromKysely(db))
  if (session.readOnly === 'on') throw new ReadOnlyError(run.facts.inRecovery)
  if (session.conformingStrings !== 'on') {
    throw new SessionUnsuitableError(
      {
        migration: migration.name,
        setting: 'standard_conforming_strings',
        actual: session.conformingStrings,
        needed: 'on',
      },
      'Set it for the role: ALTER ROLE … SET standard_conforming_strings = on;',
    )
  }
  if (session.schema !== schema) {
    throw new SessionUnsuitableError(
      {
        migration: migration.name,
        setting: 'current_schema()',
        actual: session.schema ?? 'null',
        needed: schema,
      },
      `Connect with that schema first on the path: ?options=-c%20search_path%3D${encodeURIComponent(schema)} in the URL, or ALTER ROLE … SET search_path = …;`,
    )
  }
  return session.pid
}
