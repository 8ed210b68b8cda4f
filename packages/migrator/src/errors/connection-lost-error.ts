import { OmniError } from '@omni/pg-enum-guard'

export interface ConnectionLostDetails {
  /** What was running; null where it was no migration. */
  readonly migration: string | null
  /** Whether all of it is undone; false for a migration that runs outside a transaction. */
  readonly rolledBack: boolean
  /** What this run had applied or reverted before; it stays. */
  readonly applied: readonly string[]
}

/** A connection ended in the middle: the server went away, or an administrator ended the session. */
export class ConnectionLostError extends OmniError<'CONNECTION_LOST', ConnectionLostDetails> {
  override readonly name = 'ConnectionLostError'

  constructor(details: ConnectionLostDetails, cause: unknown) {
    const { migration, rolledBack, applied } = details
    const reason = cause instanceof Error ? cause.message : String(cause)
    super('CONNECTION_LOST', {
      message: [
        migration === null
          ? `A connection was lost while no migration was running: ${reason}`
          : `The connection was lost during migration "${migration}": ${reason}`,
        ...(migration === null ? [] : [whatStays(rolledBack)]),
        ...(applied.length > 0 ? [`  Done before in this run, and kept: ${applied.join(', ')}`] : []),
      ].join('\n'),
      hint:
        migration === null || rolledBack
          ? 'Run again: it goes on where this run stopped.'
          : 'Look at what it left behind (status, INVALID indexes), then run again.',
      details,
      cause,
    })
  }
}

function whatStays(rolledBack: boolean): string {
  return rolledBack
    ? '  Nothing of it was committed.'
    : '  It runs outside a transaction: what its statements did stays, and its last one may still be running.'
}
