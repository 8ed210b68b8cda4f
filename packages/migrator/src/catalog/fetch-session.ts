import type { Queryable } from '@omni/pg-enum-guard'

const SQL = /* SQL */ `
  select
    pg_catalog.pg_backend_pid() as "pid",
    pg_catalog.current_setting('transaction_read_only') as "readOnly",
    pg_catalog.current_setting('standard_conforming_strings') as "conformingStrings",
    pg_catalog.current_schema()::pg_catalog.text as "schema"
`

export interface SessionSettings {
  readonly pid: number
  readonly readOnly: string
  readonly conformingStrings: string
  readonly schema: string | null
}

/** Returns the settings of a session that decide what unqualified SQL in it means. Reads only. */
export async function fetchSession(db: Queryable): Promise<SessionSettings> {
  const { rows } = await db.query(SQL)
  return rows[0] as SessionSettings
}
