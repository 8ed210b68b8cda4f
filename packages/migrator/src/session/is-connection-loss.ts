const CODES = new Set([
  '57P01', // admin_shutdown: pg_terminate_backend, fast shutdown
  '57P02', // crash_shutdown
  '57P03', // cannot_connect_now
  '57P05', // idle_session_timeout
  '25P03', // idle_in_transaction_session_timeout
  '25P04', // transaction_timeout
  'ECONNRESET',
  'ECONNREFUSED',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
])

// What pg, pg-pool and Kysely throw without a code.
const MESSAGES = [
  'Connection terminated',
  'Client has encountered a connection error and is not queryable',
  'Client was closed and is not queryable',
  'Postgres connection has been discarded',
  'server closed the connection',
  'server conn crashed',
  'timeout exceeded when trying to connect',
]

/** Returns whether an error means that its connection is gone, whatever made it. */
export function isConnectionLoss(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  // Class 08 is connection_exception; PgBouncer uses it too.
  if (CODES.has(code) || /^08[0-9A-Z]{3}$/.test(code)) return true
  const message = error instanceof Error ? error.message : ''
  return MESSAGES.some((text) => message.includes(text))
}
