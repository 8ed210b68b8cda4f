import type { Queryable } from '@omni/pg-enum-guard'

const SQL = /* SQL */ `
  select
    r.rolname::text as "role",
    r.rolsuper or r.rolcreatedb as "createDatabase",
    coalesce(pg_catalog.has_schema_privilege(n.oid, 'usage'), false) as "useSchema",
    coalesce(pg_catalog.has_schema_privilege(n.oid, 'create'), false) as "createInSchema",
    -- null where there is no history yet: the first run makes it
    pg_catalog.has_table_privilege(h.oid, 'insert, delete') as "writeHistory"
  from pg_catalog.pg_roles r
  left join pg_catalog.pg_namespace n on n.nspname = $1::text::name
  left join pg_catalog.pg_class h
    on h.relnamespace = n.oid and h.relname = 'kysely_migration' and h.relkind in ('r', 'p')
  where r.rolname = current_user
`

/** What the role of the connection may do. */
export interface Rights {
  readonly role: string
  readonly createDatabase: boolean
  readonly useSchema: boolean
  readonly createInSchema: boolean
  /** Null where there is no history yet. */
  readonly writeHistory: boolean | null
}

/** Returns what the role may do on the server and in a schema. Reads only. */
export async function fetchRights(db: Queryable, schema: string): Promise<Rights> {
  const { rows } = await db.query(SQL, [schema])
  return rows[0] as Rights
}
