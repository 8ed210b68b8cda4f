import { OmniError } from '@omni/pg-enum-guard'

/** The server is a hot standby, or the role's transactions are read-only. */
export class ReadOnlyError extends OmniError<'READ_ONLY', { sqlstate: '25006'; standby: boolean }> {
  override readonly name = 'ReadOnlyError'

  constructor(standby: boolean, cause?: unknown) {
    super('READ_ONLY', {
      message: standby
        ? 'The server is a hot standby: it can only be read'
        : 'Transactions of this connection are read-only (default_transaction_read_only is on)',
      hint: standby
        ? 'Connect to the primary server (in the URL of libpq-like clients: target_session_attrs=read-write).'
        : 'Connect as a role, or to a database, that may write: ALTER ROLE … SET default_transaction_read_only = off;',
      details: { sqlstate: '25006', standby },
      ...(cause === undefined ? {} : { cause }),
    })
  }
}
