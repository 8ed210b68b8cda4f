import { EQ, type Queryable } from '@omni/pg-enum-guard'

const SQL = /* SQL */ `
  select
    pg_catalog.current_setting('server_version_num')::pg_catalog.int4 as "versionNumber",
    pg_catalog.current_setting('server_version') as "version",
    pg_catalog.version() as "build",
    pg_catalog.current_database()::pg_catalog.text as "database",
    current_user::pg_catalog.text as "user",
    pg_catalog.pg_is_in_recovery() as "inRecovery",
    pg_catalog.current_setting('default_transaction_read_only') as "defaultReadOnly",
    pg_catalog.current_setting('search_path') as "searchPath",
    coalesce($1::pg_catalog.text, pg_catalog.current_schema()::pg_catalog.text) as "schema",
    n.oid is not null as "schemaExists",
    h.relkind as "historyKind",
    h.columns as "historyColumns",
    l.relkind as "lockTableKind",
    l.columns as "lockTableColumns",
    pg_catalog.set_config('lock_timeout', $4::pg_catalog.text, true) as "lockTimeout"
  from (select 1) one
  left join pg_catalog.pg_namespace n
    on n.nspname ${EQ} coalesce($1::pg_catalog.text::pg_catalog.name, pg_catalog.current_schema())
  left join lateral (
    select c.relkind::pg_catalog.text as relkind, (
      select pg_catalog.count(*)::pg_catalog.int4 from pg_catalog.pg_attribute a
      where a.attrelid ${EQ} c.oid and not a.attisdropped
        and (a.attname ${EQ} 'name' or a.attname ${EQ} 'timestamp')
    ) as columns
    from pg_catalog.pg_class c
    where c.relnamespace ${EQ} n.oid and c.relname ${EQ} $2::pg_catalog.text::pg_catalog.name
  ) h on true
  left join lateral (
    select c.relkind::pg_catalog.text as relkind, (
      select pg_catalog.count(*)::pg_catalog.int4 from pg_catalog.pg_attribute a
      where a.attrelid ${EQ} c.oid and not a.attisdropped
        and (a.attname ${EQ} 'id' or a.attname ${EQ} 'is_locked')
    ) as columns
    from pg_catalog.pg_class c
    where c.relnamespace ${EQ} n.oid and c.relname ${EQ} $3::pg_catalog.text::pg_catalog.name
  ) l on true
`

/** What a run has to know of the server and of its own two tables before anything else. */
export interface ServerFacts {
  readonly versionNumber: number
  readonly version: string
  readonly build: string
  readonly database: string
  readonly user: string
  readonly inRecovery: boolean
  readonly defaultReadOnly: string
  readonly searchPath: string
  /** The one schema of the run; null where none was given and the `search_path` leads to none. */
  readonly schema: string | null
  readonly schemaExists: boolean
  /** `pg_class.relkind`; null where nothing has the name. */
  readonly historyKind: string | null
  /** How many of the two columns that Kysely makes are there. */
  readonly historyColumns: number | null
  readonly lockTableKind: string | null
  readonly lockTableColumns: number | null
}

export interface FetchServerFactsOptions {
  readonly schema: string | null
  readonly historyTable: string
  readonly lockTable: string
  readonly lockTimeout: number
}

/** Returns server, schema and state of the history tables in one query, whatever the size of the database. */
export async function fetchServerFacts(
  db: Queryable,
  { schema, historyTable, lockTable, lockTimeout }: FetchServerFactsOptions,
): Promise<ServerFacts> {
  const { rows } = await db.query(SQL, [schema, historyTable, lockTable, `${lockTimeout}ms`])
  return rows[0] as ServerFacts
}
