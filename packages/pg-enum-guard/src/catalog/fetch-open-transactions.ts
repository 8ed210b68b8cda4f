import type { Queryable } from '../queryable.ts'
import { runQuery } from '../run-query.ts'
import { EQ, NE } from '../sql/operators.ts'

const SQL = /* SQL */ `
  select
    l.virtualtransaction as "transaction",
    l.pid::pg_catalog.int4 as "pid",
    a.usename::pg_catalog.text as "user",
    a.application_name as "application",
    pg_catalog.bool_or(
      l.locktype ${EQ} 'transactionid' and l.mode ${EQ} 'ExclusiveLock'
      or l.locktype ${EQ} 'relation' and l.mode ${NE} 'AccessShareLock' and l.mode ${NE} 'RowShareLock'
      or l.locktype ${EQ} 'object'                   -- create table holds its schema from the first moment
    ) as "writes",
    coalesce(a.state ${EQ} 'idle in transaction', false) as "isIdle",
    coalesce(
      pg_catalog.array_position(pg_catalog.pg_blocking_pids(l.pid), pg_catalog.pg_backend_pid()) is not null,
      false
    ) as "waitsForUs"
  from pg_catalog.pg_locks l
  left join pg_catalog.pg_stat_activity a on a.pid ${EQ} l.pid
  left join pg_catalog.pg_database d on d.oid ${EQ} a.datid
  where l.granted
    and (l.pid is null or l.pid ${NE} pg_catalog.pg_backend_pid())
    and (
      d.datname ${EQ} pg_catalog.current_database()
      and a.usesysid is not null                     -- autovacuum runs as nobody and creates nothing
      or l.pid is null and exists (                  -- no pid: a prepared transaction
        select from pg_catalog.pg_prepared_xacts p
        where p.transaction ${EQ} l.transactionid and p.database ${EQ} pg_catalog.current_database()
      )
    )
    and (l.locktype ${EQ} 'virtualxid' or l.locktype ${EQ} 'transactionid' or l.database ${EQ} (
      select c.oid from pg_catalog.pg_database c where c.datname ${EQ} pg_catalog.current_database()
    ))
  group by l.virtualtransaction, l.pid, a.usename, a.application_name, a.state
  order by l.pid, l.virtualtransaction
`

/** A transaction of another session of this database. */
export interface OpenTransactionRow {
  /** `backend/local id`; names one transaction, not a session. */
  readonly transaction: string
  /** Null for a prepared transaction. */
  readonly pid: number | null
  readonly user: string | null
  readonly application: string | null
  /** Whether it has written or holds a lock of one that is about to: it can have used a type without that being seen. */
  readonly writes: boolean
  /** Whether it is between two statements; false where this role may not know. */
  readonly isIdle: boolean
  /** Whether it waits for this session, which would make waiting for it a deadlock. */
  readonly waitsForUs: boolean
}

/** Returns the open transactions of the other sessions. Reads only. Source: `pg_locks`, `pg_stat_activity`. */
export async function fetchOpenTransactions(db: Queryable): Promise<OpenTransactionRow[]> {
  return runQuery<OpenTransactionRow>(db, SQL)
}
