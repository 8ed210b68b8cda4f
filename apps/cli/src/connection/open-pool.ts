import type { Logger } from '@omni/pg-enum-guard'
import type { Pool, PoolConfig } from 'pg'
import type { ConnectionSettings } from './connection-settings.ts'
import { tlsOptions } from './tls-options.ts'

const SERVER_WITHOUT_TLS = 'The server does not support SSL connections'

/**
 * Returns a pool for these settings. Nothing is contacted yet, except for `sslmode=prefer` and `allow`, which have
 * to find out whether the server has TLS.
 *
 * @throws TLS_FILE_UNREADABLE
 */
export async function openPool(
  settings: ConnectionSettings,
  applicationName: string,
  logger: Logger,
): Promise<Pool> {
  const ssl = tlsOptions(settings)
  const pool = await createPool({ ...poolConfig(settings, applicationName), ssl }, logger)
  if (ssl === false || (settings.ssl.mode !== 'prefer' && settings.ssl.mode !== 'allow')) return pool
  try {
    const client = await pool.connect()
    client.release()
    return pool
  } catch (error) {
    const withoutTls = error instanceof Error && error.message === SERVER_WITHOUT_TLS
    // Any other failure is for the first real use to meet and explain.
    if (!withoutTls) return pool
    await pool.end()
    return createPool({ ...poolConfig(settings, applicationName), ssl: false }, logger)
  }
}

function poolConfig(settings: ConnectionSettings, applicationName: string): PoolConfig {
  return {
    host: settings.host,
    port: settings.port,
    user: settings.user,
    password: settings.password,
    database: settings.database,
    application_name: settings.applicationName ?? applicationName,
    options: settings.options,
    connectionTimeoutMillis: settings.connectTimeoutMs,
    keepAlive: true,
    max: 4,
    ...(settings.ssl.direct && { sslnegotiation: 'direct' as const }),
  }
}

// A connection that dies while nobody waits for it emits an error; without a listener that ends the process. The
// query that is under way, or the next one, rejects with the same error.
async function createPool(config: PoolConfig, logger: Logger): Promise<Pool> {
  const { Pool } = (await import('pg')).default
  const pool = new Pool(config)
  const note = (error: Error) => logger.debug(`connection: ${error.message}`)
  pool.on('error', note)
  pool.on('connect', (client) => client.on('error', note))
  return pool
}
