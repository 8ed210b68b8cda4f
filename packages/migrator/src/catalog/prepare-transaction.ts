import type { Queryable } from '@omni/pg-enum-guard'

const SQL = /* SQL */ `
  select
    pg_catalog.pg_try_advisory_xact_lock($1::pg_catalog.int8) as "locked",
    pg_catalog.pg_backend_pid() as "pid",
    pg_catalog.current_setting('transaction_read_only') as "readOnly",
    case when not pg_catalog.pg_is_in_recovery() then pg_catalog.pg_current_xact_id()::pg_catalog.text end as "transactionId",
    pg_catalog.set_config('search_path', $2::pg_catalog.text, true),
    pg_catalog.set_config('lock_timeout', $3::pg_catalog.text, true),
    pg_catalog.set_config('client_connection_check_interval', $4::pg_catalog.text, true),
    pg_catalog.set_config('idle_in_transaction_session_timeout', '5min', true),   -- a stopped client must not keep locks for ever
    pg_catalog.set_config('standard_conforming_strings', 'on', true),             -- off makes injections of Kysely's literals
    pg_catalog.set_config('quote_all_identifiers', 'off', true)
`

export interface PrepareTransactionOptions {
  /** Advisory lock that is held until the end of the transaction. */
  readonly key: bigint
  readonly searchPath: string
  /** Milliseconds. */
  readonly lockTimeout: number
  /** `version()` of the server. */
  readonly build: string
}

export interface PreparedTransaction {
  readonly locked: boolean
  readonly pid: number
  readonly readOnly: string
  /** Null on a hot standby. */
  readonly transactionId: string | null
}

/** Sets what a migration relies on for the length of its transaction, and takes its lock: one round trip. */
export async function prepareTransaction(
  db: Queryable,
  { key, searchPath, lockTimeout, build }: PrepareTransactionOptions,
): Promise<PreparedTransaction> {
  // With it the server notices a killed client at once; not every platform can, and refuses the setting then.
  const checkInterval = build.includes('linux') ? '1s' : '0'
  const { rows } = await db.query(SQL, [String(key), searchPath, `${lockTimeout}ms`, checkInterval])
  return rows[0] as PreparedTransaction
}
