/**
 * Anything that runs one SQL statement with `$1` parameters and returns its rows: a `pg` Client, PoolClient or
 * Pool, or PGlite. Kysely is adapted by `fromKysely` of `@omni/pg-enum-guard/kysely`.
 *
 * The guard sends single statements only and never opens, commits or closes anything, so each of these works, a
 * transaction pooler between them included.
 */
export interface Queryable {
  query(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>
}
