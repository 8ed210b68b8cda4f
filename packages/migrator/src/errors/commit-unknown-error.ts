import { OmniError, quoteLiteral } from '@omni/pg-enum-guard'

/** The connection was lost around COMMIT, and the server could not be asked in time how it ended. */
export class CommitUnknownError extends OmniError<
  'COMMIT_UNKNOWN',
  { migration: string; transactionId: string; applied: readonly string[] }
> {
  override readonly name = 'CommitUnknownError'

  constructor(migration: string, transactionId: string, applied: readonly string[], cause: unknown) {
    super('COMMIT_UNKNOWN', {
      message: `The connection was lost while migration "${migration}" was being committed, and the server cannot be asked whether it was`,
      hint: `When the server answers again, run again: the history tells. To look first: SELECT pg_catalog.pg_xact_status(${quoteLiteral(transactionId)}::xid8);`,
      details: { migration, transactionId, applied },
      cause,
    })
  }
}
