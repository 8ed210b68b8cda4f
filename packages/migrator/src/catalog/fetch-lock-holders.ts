import { EQ, type Queryable } from '@omni/pg-enum-guard'
import type { SessionInfo } from '../errors/render-session.ts'

const SQL = /* SQL */ `
  select
    l.pid::pg_catalog.int4 as "pid",
    (l.objid::pg_catalog.int8 ${EQ} ($2::pg_catalog.int8 operator(pg_catalog.&) 4294967295)
      and l.classid::pg_catalog.int8 ${EQ} ($2::pg_catalog.int8 operator(pg_catalog.>>) 32)) as "runsStep",
    a.usename::pg_catalog.text as "user",
    a.application_name::pg_catalog.text as "applicationName",
    coalesce(a.xact_start, a.query_start, a.backend_start)::pg_catalog.text as "since",
    a.state as "state",
    a.query as "query"
  from pg_catalog.pg_locks l
  left join pg_catalog.pg_stat_activity a on a.pid ${EQ} l.pid
  where l.locktype ${EQ} 'advisory' and l.granted
    and l.objsubid ${EQ} 1                                  -- a key of one bigint, not of two integers
    and l.database ${EQ} (select d.oid from pg_catalog.pg_database d where d.datname ${EQ} pg_catalog.current_database())
    and exists (
      select from (values ($1::pg_catalog.int8), ($2::pg_catalog.int8)) k (key)
      where l.classid::pg_catalog.int8 ${EQ} (k.key operator(pg_catalog.>>) 32)
        and l.objid::pg_catalog.int8 ${EQ} (k.key operator(pg_catalog.&) 4294967295)
    )
  order by 2, 1
`

/** A session that holds one of the two locks of a run. */
export interface LockHolder extends SessionInfo {
  /** True for the session that executes the migration, false for the one that holds the lock of the run. */
  readonly runsStep: boolean
}

/** Returns who holds the lock of a run and who executes its migration, in this database. */
export async function fetchLockHolders(
  db: Queryable,
  runKey: bigint,
  stepKey: bigint,
): Promise<LockHolder[]> {
  const { rows } = await db.query(SQL, [String(runKey), String(stepKey)])
  return (rows as LockHolder[]).map((row) => ({ ...row, since: isoTime(row.since) }))
}

/** The server's text form of a timestamptz, as ISO 8601. */
export function isoTime(text: string | null): string | null {
  if (text === null) return null
  const time = new Date(text)
  return Number.isNaN(time.getTime()) ? text : time.toISOString()
}
