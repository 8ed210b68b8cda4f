/** Environment variables as `process.env` has them: what is not set is absent. */
export type Environment = Readonly<Record<string, string | undefined>>

/** The variables that the program reads, for `--help` and the README. */
export const environmentVariables: Readonly<Record<string, string>> = {
  DATABASE_URL: 'the database, where `--url` is not given; empty is an error, never a fallback',
  'PGHOST, PGPORT, PGDATABASE, PGUSER, PGPASSWORD':
    'the database, where neither `--url` nor `DATABASE_URL` is given; PGPASSWORD and the others also fill in what a URL leaves out',
  'PGSSLMODE, PGSSLROOTCERT, PGSSLCERT, PGSSLKEY':
    'TLS, where the URL does not say it; the meanings are those of libpq',
  'PGAPPNAME, PGOPTIONS, PGCONNECT_TIMEOUT': 'as for psql',
  ALLOW_DESTRUCTIVE_MIGRATION: '`true`, and only that, lets `down` and `redo` remove data without asking',
  'CI, NODE_ENV':
    'with `CI` set, or `NODE_ENV=production`, the embedded server is refused unless `--embedded` is given',
  OMNI_DATA_DIR: 'where the embedded server keeps its data; by default `.omni` in the root of the repository',
  'NO_COLOR, FORCE_COLOR': 'colour never, colour always; by default colour on a terminal',
}

/** Returns whether this looks like a build server or production, where a forgotten DATABASE_URL must not pass. */
export function isUnattended(env: Environment): boolean {
  const ci = env.CI ?? ''
  return !['', '0', 'false'].includes(ci.toLowerCase()) || env.NODE_ENV === 'production'
}
