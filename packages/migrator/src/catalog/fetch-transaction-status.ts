import { EQ, type Queryable } from '@omni/pg-enum-guard'
import { fetchFresh } from './fetch-fresh.ts'

export type TransactionStatus = 'in progress' | 'committed' | 'aborted'

/** Returns how a transaction ended, or null where the server no longer knows. */
export async function fetchTransactionStatus(
  db: Queryable,
  transactionId: string,
): Promise<TransactionStatus | null> {
  const { rows } = await db.query(
    'select pg_catalog.pg_xact_status($1::pg_catalog.text::pg_catalog.xid8) as "status"',
    [transactionId],
  )
  return (rows[0] as { status: TransactionStatus | null }).status
}

const TERMINATE = /* SQL */ `
  select pg_catalog.pg_terminate_backend(a.pid)
  from pg_catalog.pg_stat_activity a
  where a.pid ${EQ} $1::pg_catalog.int4
    and a.backend_xid ${EQ} ($2::pg_catalog.text::pg_catalog.xid8)::pg_catalog.xid     -- still in that transaction
`

/** Ends the session that is still in a transaction whose client is gone, so that its outcome becomes certain. */
export async function terminateTransaction(db: Queryable, pid: number, transactionId: string): Promise<void> {
  await fetchFresh(db, TERMINATE, [pid, transactionId])
}
