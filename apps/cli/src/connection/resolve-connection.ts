import { CliError } from '../cli-error.ts'
import { type Environment, isUnattended } from '../environment.ts'
import type { ConnectionSettings } from './connection-settings.ts'
import { parseConnectionUrl } from './parse-connection-url.ts'
import { resolveSettings } from './resolve-settings.ts'

export interface ConnectionFlags {
  readonly url?: string | undefined
  readonly embedded?: boolean | undefined
}

/** Which database is meant, and who said so. */
export type ConnectionChoice =
  | {
      readonly kind: 'server'
      readonly source: '--url' | 'DATABASE_URL' | 'PG* variables'
      readonly settings: ConnectionSettings
    }
  | { readonly kind: 'embedded'; readonly source: '--embedded' | 'default' }

const CHOOSES_SERVER = ['PGHOST', 'PGPORT', 'PGDATABASE', 'PGUSER', 'PGPASSWORD']
const NOT_READ = ['PGSERVICE', 'PGHOSTADDR']

/**
 * Decides which database is meant: `--url` or `--embedded`, else `DATABASE_URL`, else `PG*`, else the embedded
 * server. Reads nothing but its arguments.
 *
 * @throws CONNECTION_URL_INVALID: the chosen URL is empty or invalid; the next one is never tried instead.
 * @throws DATABASE_URL_MISSING: nothing names a database, in CI or production.
 */
export function resolveConnection(flags: ConnectionFlags, env: Environment): ConnectionChoice {
  if (flags.url !== undefined && flags.embedded) {
    throw new CliError('USAGE', '--url and --embedded exclude each other.', 'Give one of them.')
  }
  if (flags.url !== undefined) return fromUrl(flags.url, '--url', env)
  if (flags.embedded) return { kind: 'embedded', source: '--embedded' }
  if (env.DATABASE_URL !== undefined) return fromUrl(env.DATABASE_URL, 'DATABASE_URL', env)
  if (CHOOSES_SERVER.some((name) => env[name])) {
    return { kind: 'server', source: 'PG* variables', settings: resolveSettings({}, env, 'PG* variables') }
  }
  const notRead = NOT_READ.find((name) => env[name])
  if (notRead !== undefined) {
    const message = `${notRead} is set, but this program does not read it.`
    throw new CliError(
      'DATABASE_URL_MISSING',
      message,
      'Set DATABASE_URL, or PGHOST and PGDATABASE, instead.',
    )
  }
  if (isUnattended(env)) {
    const why = env.NODE_ENV === 'production' ? 'NODE_ENV is production' : 'CI is set'
    throw new CliError(
      'DATABASE_URL_MISSING',
      `DATABASE_URL is missing, and ${why}: a run against the embedded server would look like a deploy.`,
      'Set DATABASE_URL=postgres://user:<password>@host:5432/database, or give --embedded if the embedded server is meant.',
    )
  }
  return { kind: 'embedded', source: 'default' }
}

function fromUrl(url: string, source: '--url' | 'DATABASE_URL', env: Environment): ConnectionChoice {
  return { kind: 'server', source, settings: resolveSettings(parseConnectionUrl(url, source), env, source) }
}
