import { userInfo } from 'node:os'
import { CliError } from '../cli-error.ts'
import type { Environment } from '../environment.ts'
import { type ConnectionSettings, type SslMode, sslModes } from './connection-settings.ts'
import type { UrlParameters } from './parse-connection-url.ts'

const DEFAULT_CONNECT_TIMEOUT_SECONDS = 10

/**
 * Returns complete settings: what the URL names, else what the `PG*` variables say, else what psql would take
 * (but TCP to localhost where psql takes a socket).
 *
 * @throws CONNECTION_URL_INVALID: a port, timeout or sslmode that is none.
 */
export function resolveSettings(url: UrlParameters, env: Environment, source: string): ConnectionSettings {
  const pick = (parameter: string, variable: string): string | undefined =>
    url[parameter] ?? (env[variable] || undefined)
  const refuse = (reason: string, hint: string): never => {
    throw new CliError('CONNECTION_URL_INVALID', `${source}: ${reason}.`, hint, { source, reason })
  }
  const user = pick('user', 'PGUSER') ?? operatingSystemUser()
  const port = pick('port', 'PGPORT') ?? '5432'
  const timeout = pick('connect_timeout', 'PGCONNECT_TIMEOUT') ?? String(DEFAULT_CONNECT_TIMEOUT_SECONDS)
  const mode = sslModeOf(url, env)
  if (!/^\d{1,5}$/.test(port) || Number(port) < 1 || Number(port) > 65535) {
    return refuse(`'${port}' is not a port`, 'Give a number from 1 to 65535.')
  }
  if (!/^\d{1,6}$/.test(timeout))
    return refuse(`'${timeout}' is not a connect timeout`, 'Give whole seconds, 0 for none.')
  if (!isSslMode(mode)) return refuse(`'${mode}' is not an sslmode`, `Give one of ${sslModes.join(', ')}.`)
  return {
    host: pick('host', 'PGHOST') ?? 'localhost',
    port: Number(port),
    user,
    password: pick('password', 'PGPASSWORD'),
    database: pick('dbname', 'PGDATABASE') ?? user,
    applicationName: pick('application_name', 'PGAPPNAME'),
    options: pick('options', 'PGOPTIONS'),
    connectTimeoutMs: Number(timeout) * 1000,
    ssl: {
      mode,
      rootCertificate: pick('sslrootcert', 'PGSSLROOTCERT'),
      certificate: pick('sslcert', 'PGSSLCERT'),
      key: pick('sslkey', 'PGSSLKEY'),
      direct: pick('sslnegotiation', 'PGSSLNEGOTIATION') === 'direct',
    },
  }
}

// `ssl=true` is how node-pg and JDBC spell it; both then verify the certificate.
function sslModeOf(url: UrlParameters, env: Environment): string {
  if (url.sslmode !== undefined) return url.sslmode
  if (url.ssl !== undefined)
    return url.ssl === 'no-verify' ? url.ssl : ['true', '1'].includes(url.ssl) ? 'verify-full' : 'disable'
  if (env.PGSSLMODE) return env.PGSSLMODE
  return url.sslrootcert || url.sslnegotiation === 'direct' ? 'require' : 'disable'
}

function isSslMode(text: string): text is SslMode {
  return (sslModes as readonly string[]).includes(text)
}

function operatingSystemUser(): string {
  try {
    return userInfo().username
  } catch {
    return 'postgres'
  }
}
