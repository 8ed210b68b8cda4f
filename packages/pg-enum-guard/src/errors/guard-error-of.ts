import { OmniError } from './omni-error.ts'
import { sqlstateOf } from './sqlstate-of.ts'

/** The role may not do what was asked; the server's own words say which object. */
export class PermissionDeniedError extends OmniError<'PERMISSION_DENIED', { sqlstate: string }> {
  override readonly name = 'PermissionDeniedError'
}

/** The server or the transaction is read-only: a hot standby, or `default_transaction_read_only`. */
export class ReadOnlyError extends OmniError<'READ_ONLY', { sqlstate: string }> {
  override readonly name = 'ReadOnlyError'
}

/** Returns the typed error for a refusal that the reader can act on; any other value as it is. */
export function guardErrorOf(error: unknown): unknown {
  const sqlstate = sqlstateOf(error)
  const message = error instanceof Error ? error.message : String(error)
  if (sqlstate === '42501') {
    return new PermissionDeniedError('PERMISSION_DENIED', {
      message: `The role may not do this: ${message}`,
      hint: 'Connect as the owner of the object, or have it grant the right to this role (see \\dn+ and \\dT+ in psql).',
      details: { sqlstate },
      cause: error,
    })
  }
  if (sqlstate === '25006') {
    return new ReadOnlyError('READ_ONLY', {
      message: `The server or the transaction is read-only: ${message}`,
      hint: 'Connect to the primary server (a hot standby can only be read), with default_transaction_read_only off.',
      details: { sqlstate },
      cause: error,
    })
  }
  return error
}
