import { OmniError } from '@omni/pg-enum-guard'

/** No connection could be had at all. */
export class CannotConnectError extends OmniError<'CANNOT_CONNECT', { reason: string; code: string | null }> {
  override readonly name = 'CannotConnectError'

  constructor(cause: unknown) {
    const reason = reasonOf(cause)
    const code = codeOf(cause)
    super('CANNOT_CONNECT', {
      message: `Cannot connect to the database: ${reason}${code === null ? '' : ` (${code})`}`,
      hint: hintFor(code),
      details: { reason, code },
      cause,
    })
  }
}

/** An AggregateError (several addresses were tried) has an empty message of its own. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return error.errors.map(reasonOf).join('; ')
  return error instanceof Error ? error.message : String(error)
}

function codeOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null
  return typeof error.code === 'string' ? error.code : null
}

const HINTS: Record<string, string> = {
  ECONNREFUSED: 'Nothing listens there: check host and port, and that the server runs.',
  ENOTFOUND: 'The host name does not resolve: check it.',
  '28P01': 'The password is wrong for this user.',
  '28000': 'The server does not let this user in from here: check pg_hba.conf, TLS and the user name.',
  '3D000': 'The database does not exist on this server: create it, or correct its name.',
  '42501': 'The user lacks CONNECT on the database: GRANT CONNECT ON DATABASE … TO …;',
  '53300': 'The server has no connection left: raise max_connections, or put a pooler in front.',
  '57P03': 'The server is starting up or shutting down: wait and run again.',
}

function hintFor(code: string | null): string {
  const known = code === null ? undefined : HINTS[code]
  return known ?? 'Check the connection string, and that the server can be reached from here.'
}
