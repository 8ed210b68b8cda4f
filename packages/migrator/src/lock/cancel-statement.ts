import { EQ, type Queryable } from '@omni/pg-enum-guard'
import { fetchFresh } from '../catalog/fetch-fresh.ts'

const SQL = /* SQL */ `
  select pg_catalog.pg_cancel_backend(a.pid)
  from pg_catalog.pg_stat_activity a
  where a.pid ${EQ} $1::pg_catalog.int4
    and a.state ${EQ} 'active'
    and pg_catalog.left(a.query, 200) ${EQ} pg_catalog.left($2::pg_catalog.text, 200)
`

export interface CancelStatementOptions {
  readonly pid: number
  readonly statement: string
  /** Whether the session is ours until we let it go: in a transaction. */
  readonly pinned: boolean
}

/**
 * Cancels what a session runs; asked on another connection. Outside a transaction, behind a pooler, the session
 * may serve somebody else by now: then only that very statement is cancelled.
 */
export async function cancelStatement(
  db: Queryable,
  { pid, statement, pinned }: CancelStatementOptions,
): Promise<void> {
  if (pinned) await db.query('select pg_catalog.pg_cancel_backend($1::pg_catalog.int4)', [pid])
  else await fetchFresh(db, SQL, [pid, statement])
}
