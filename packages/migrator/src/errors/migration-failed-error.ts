import { OmniError } from '@omni/pg-enum-guard'

export interface MigrationFailedDetails {
  readonly migration: string
  readonly direction: 'up' | 'down'
  /** Of the server's error, where it came from the server. */
  readonly sqlstate: string | null
  /** The statement that failed first. */
  readonly statement: string | null
  /** False where the migration ran outside a transaction and its earlier statements stay. */
  readonly rolledBack: boolean
  /** What this run had applied or reverted before; it stays. */
  readonly applied: readonly string[]
}

/** A migration threw. `cause` is what it threw, or the server's first error where that one was swallowed. */
export class MigrationFailedError extends OmniError<'MIGRATION_FAILED', MigrationFailedDetails> {
  override readonly name = 'MigrationFailedError'

  constructor(details: MigrationFailedDetails, cause: unknown) {
    const { migration, direction, sqlstate, statement, rolledBack } = details
    const reason = cause instanceof Error ? cause.message : String(cause)
    super('MIGRATION_FAILED', {
      message: [
        `Migration "${migration}" failed (${direction}): ${reason}${sqlstate === null ? '' : ` (SQLSTATE ${sqlstate})`}`,
        ...(statement === null ? [] : [`  Statement: ${statement}`]),
      ].join('\n'),
      hint: rolledBack
        ? 'Nothing of it remains. Correct the migration and run again.'
        : 'It runs outside a transaction: what its statements did before stays, and it is not recorded. Correct it so that it can run again over that (if not exists, drop an INVALID index first), then run again.',
      details,
      cause,
    })
  }
}
