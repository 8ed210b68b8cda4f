import { isOmniError, quoteIdentifier, sqlstateOf } from '@omni/pg-enum-guard'
import { ConnectionLostError } from '../errors/connection-lost-error.ts'
import { InterruptedError } from '../errors/interrupted-error.ts'
import { MigrationFailedError } from '../errors/migration-failed-error.ts'
import { PermissionDeniedError } from '../errors/permission-denied-error.ts'
import { ReadOnlyError } from '../errors/read-only-error.ts'
import { isConnectionLoss } from '../session/is-connection-loss.ts'
import type { Recording } from '../session/record-statements.ts'
import type { StepPhase } from './execute-action.ts'
import { type Action, doneNames, type RunContext } from './run-context.ts'

export interface StepErrorInput {
  readonly run: RunContext
  readonly action: Action
  readonly recording: Recording | null
  readonly phase: StepPhase
  readonly transactional: boolean
}

/** Returns the typed error for what a step threw; one of the family stays as it is. */
export function stepErrorOf(thrown: unknown, input: StepErrorInput): unknown {
  const { run, action, recording, phase, transactional } = input
  const { migration, direction } = action
  const applied = doneNames(run)
  const where = { migration: migration.name, rolledBack: transactional, applied }
  if (isOmniError(thrown) && thrown.code === 'COMMIT_UNKNOWN') return thrown
  if (run.options.signal?.aborted) return new InterruptedError(where, thrown)
  if (recording === null ? isConnectionLoss(thrown) : recording.lost()) {
    return new ConnectionLostError(where, recording?.firstError()?.error ?? thrown)
  }
  if (isOmniError(thrown)) return thrown

  const { error, statement } = realError(thrown, recording)
  const sqlstate = sqlstateOf(error)
  if (sqlstate === '25006') return new ReadOnlyError(run.facts.inRecovery, error)
  if (sqlstate === '42501') {
    const role = quoteIdentifier(run.facts.user)
    const [subject, hint] =
      phase.current === 'history'
        ? [
            `write the migration history in schema "${run.schema}"`,
            `As its owner: GRANT USAGE, CREATE ON SCHEMA ${quoteIdentifier(run.schema)} TO ${role}; and, where the tables exist, GRANT SELECT, INSERT, DELETE on them.`,
          ]
        : [
            `do what migration "${migration.name}" does`,
            `Connect as the owner of the object, or grant the right to ${role}.`,
          ]
    return new PermissionDeniedError(subject, { migration: migration.name, statement }, hint, error)
  }
  return new MigrationFailedError(
    { migration: migration.name, direction, sqlstate, statement, rolledBack: transactional, applied },
    error,
  )
}

/** The first error of the server where what was thrown only follows from it: `current transaction is aborted`. */
export function realError(
  thrown: unknown,
  recording: Recording | null,
): { readonly error: unknown; readonly statement: string | null } {
  const first = recording?.firstError() ?? null
  if (first === null) return { error: thrown, statement: null }
  if (first.error === thrown || sqlstateOf(thrown) === '25P02') return first
  const wraps = thrown instanceof Error && thrown.cause === first.error
  return { error: thrown, statement: wraps ? first.statement : null }
}

/** Returns the SQLSTATE where a step failed on a lock, so that another try may succeed; else null. */
export function lockFailureOf(thrown: unknown, recording: Recording | null): '55P03' | '40P01' | null {
  const cause = isOmniError(thrown) ? thrown.cause : realError(thrown, recording).error
  const sqlstate = sqlstateOf(cause)
  return sqlstate === '55P03' || sqlstate === '40P01' ? sqlstate : null
}
