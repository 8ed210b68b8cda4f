import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from '@omni/pg-enum-guard'
import type { Pool } from 'pg'
import { type ConnectionSettings, maskedUrl } from './connection-settings.ts'
import { openPool } from './open-pool.ts'
import { parseConnectionUrl } from './parse-connection-url.ts'
import type { ConnectionChoice } from './resolve-connection.ts'
import { resolveSettings } from './resolve-settings.ts'

const ABORT_GRACE_MS = 500

export interface ConnectionOptions {
  readonly applicationName: string
  /** The folder in which the embedded server keeps its data. */
  readonly dataDirectory: string
  readonly logger: Logger
  readonly signal: AbortSignal
  /** Gets one line when the embedded server is used. */
  readonly announce: (line: string) => void
}

export interface Connection {
  readonly pool: Pool
  /** With the password masked. */
  readonly url: string
  /** What the pool was opened with, for a connection to another database of the same server; holds the password. */
  readonly settings: ConnectionSettings
  /** libpq's password file for the embedded server; null for a server of the user's. */
  readonly passwordFile: string | null
}

/**
 * Opens the chosen database, hands it over, and closes it again whatever happens: the pool is ended, and the
 * embedded server is released, which stops it where nobody else uses it.
 *
 * @example
 * ```ts
 * import { resolveConnection, withConnection } from '@omni/cli'
 *
 * const choice = resolveConnection({}, process.env)
 * const options = {
 *   applicationName: 'report',
 *   dataDirectory: '.omni',
 *   logger: console,
 *   signal: new AbortController().signal,
 *   announce: console.error,
 * }
 * await withConnection(choice, options, ({ pool }) => pool.query('select 1'))
 * ```
 */
export async function withConnection<Result>(
  choice: ConnectionChoice,
  options: ConnectionOptions,
  use: (connection: Connection) => Promise<Result>,
): Promise<Result> {
  if (choice.kind === 'server') return withPool(choice.settings, null, options, use)
  const { acquireSharedServer } = await import('@omni/local-server')
  const server = await acquireSharedServer({
    dataDir: join(options.dataDirectory, 'postgres'),
    database: 'omni',
  })
  try {
    options.signal.throwIfAborted()
    const settings = resolveSettings(parseConnectionUrl(server.url, 'embedded server'), {}, 'embedded server')
    options.announce(announcement(choice, settings, options.dataDirectory))
    return await withPool(settings, server.passwordFile, options, use)
  } finally {
    await server.release()
  }
}

async function withPool<Result>(
  settings: ConnectionSettings,
  passwordFile: string | null,
  { applicationName, logger, signal }: ConnectionOptions,
  use: (connection: Connection) => Promise<Result>,
): Promise<Result> {
  const pool = await openPool(settings, applicationName, logger)
  try {
    return await use({ pool, url: maskedUrl(settings), settings, passwordFile })
  } finally {
    // A connection that is still being made keeps `end` waiting; who interrupts does not want to.
    await Promise.race([
      pool.end(),
      ...(signal.aborted ? [sleep(ABORT_GRACE_MS, undefined, { ref: false })] : []),
    ])
  }
}

function announcement(choice: ConnectionChoice, settings: ConnectionSettings, dataDirectory: string): string {
  const why = choice.source === 'default' ? 'no DATABASE_URL: ' : ''
  return `${why}using the embedded PostgreSQL on port ${settings.port}, its data is in ${dataDirectory}`
}
