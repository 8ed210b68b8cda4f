import { OmniError } from '@omni/pg-enum-guard'
import { renderSession, type SessionInfo } from './render-session.ts'

export interface StatementLockTimeoutDetails {
  readonly migration: string
  readonly direction: 'up' | 'down'
  readonly sqlstate: string
  readonly statement: string | null
  readonly attempts: number
  readonly timeoutMs: number
  /** Sessions that were in the way when last looked at; empty where none was seen. */
  readonly blockers: readonly SessionInfo[]
  readonly applied: readonly string[]
}

/** A statement of a migration did not get its lock, retries included; the migration is rolled back. */
export class StatementLockTimeoutError extends OmniError<
  'STATEMENT_LOCK_TIMEOUT',
  StatementLockTimeoutDetails
> {
  override readonly name = 'StatementLockTimeoutError'

  constructor(details: StatementLockTimeoutDetails, cause: unknown) {
    const { migration, statement, attempts, timeoutMs, blockers, sqlstate } = details
    const ends = blockers.map(({ pid }) => `pg_catalog.pg_terminate_backend(${pid})`).join(', ')
    const what =
      sqlstate === '40P01' ? 'ran into a deadlock' : `did not get a lock within ${timeoutMs / 1000} s`
    super('STATEMENT_LOCK_TIMEOUT', {
      message: [
        `Migration "${migration}" ${what} (${attempts} ${attempts === 1 ? 'attempt' : 'attempts'}); it was rolled back`,
        ...(statement === null ? [] : [`  Statement: ${statement}`]),
        ...blockers.flatMap((blocker) => renderSession('In the way', blocker)),
      ].join('\n'),
      hint: ends
        ? `Run again when it has ended, or end it: SELECT ${ends};`
        : 'Run again at a quieter time, or allow a longer statementLockTimeout.',
      details,
      cause,
    })
  }
}
