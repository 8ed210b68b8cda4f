import { EQ, type Queryable } from '@omni/pg-enum-guard'
import type { SessionInfo } from '../errors/render-session.ts'
import { fetchFresh } from './fetch-fresh.ts'
import { isoTime } from './fetch-lock-holders.ts'

const SQL = /* SQL */ `
  select
    b.pid::pg_catalog.int4 as "pid",
    a.usename::pg_catalog.text as "user",
    a.application_name::pg_catalog.text as "applicationName",
    coalesce(a.xact_start, a.query_start, a.backend_start)::pg_catalog.text as "since",
    a.state as "state",
    a.query as "query"
  from (select distinct pg_catalog.unnest(pg_catalog.pg_blocking_pids($1::pg_catalog.int4)) as pid) b
  left join pg_catalog.pg_stat_activity a on a.pid ${EQ} b.pid
  order by 1
`

/** Returns the sessions that a session waits for now. */
export async function fetchBlockers(db: Queryable, pid: number): Promise<SessionInfo[]> {
  const rows = await fetchFresh<SessionInfo>(db, SQL, [pid])
  return rows.map((row) => ({ ...row, since: isoTime(row.since) }))
}
