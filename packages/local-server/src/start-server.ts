import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Binaries } from './find-binaries.ts'
import { findFreePort } from './find-free-port.ts'
import { PASSWORD_FILE } from './init-data-dir.ts'
import { LocalServerError } from './local-server-error.ts'
import { readPostmasterPid, removeForeignPid } from './postmaster-pid.ts'
import { type PreparedDataDir, prepareDataDir } from './prepare-data-dir.ts'
import { type Settings, serverCommand, serverUrl } from './server-command.ts'
import { spawnWatched, type WatchedServer } from './spawn-watched.ts'
import { LOG_FILE, waitUntilReady } from './wait-until-ready.ts'

const STOP_TIMEOUT_MS = 60_000

export interface StartServerOptions {
  /** The data folder; it is made where it is absent or empty. */
  readonly dataDir: string
  /** A port of 127.0.0.1; any free one by default. */
  readonly port?: number
  /** Server settings, such as `{ fsync: 'off' }`. */
  readonly settings?: Settings
  /** Other programs than the bundled ones, with their major version. */
  readonly binaries?: Binaries
  readonly major?: number
  /** Remove the data folder when the server stops, however it stops. */
  readonly temporary?: boolean
}

export interface LocalServer {
  /** Connects the superuser to the database `postgres`. */
  readonly url: string
  readonly port: number
  /** Ends all sessions, shuts the server down and resolves when it is gone. */
  stop(): Promise<void>
}

/**
 * Starts a server of this process alone: it stops when told, and when this process ends in whatever way.
 *
 * @throws LocalServerError `BINARIES_MISSING`, `PLATFORM_UNSUPPORTED`, `ROOT_CANNOT_RUN`, `DATA_DIR_VERSION`,
 * `DATA_DIR_INVALID`, `DATA_DIR_DENIED`, `INITDB_FAILED`, `SERVER_START_FAILED`
 *
 * @example
 * ```ts
 * import { startServer } from '@omni/local-server'
 *
 * const server = await startServer({ dataDir: '.omni/scratch', temporary: true })
 * await server.stop()
 * ```
 */
export async function startServer(options: StartServerOptions): Promise<LocalServer> {
  const prepared = await prepareDataDir(options)
  const port = options.port ?? (await findFreePort())
  const server = await startWatched(prepared, port, options)
  const password = await readFile(join(prepared.dataDir, PASSWORD_FILE), 'utf8')
  return { url: serverUrl(port, password), port, stop: () => stopWatched(server, prepared.dataDir) }
}

async function startWatched(
  { dataDir, binaries, runAs }: PreparedDataDir,
  port: number,
  { settings = {}, temporary = false }: StartServerOptions,
): Promise<WatchedServer> {
  await removeForeignPid(dataDir)
  const before = (await readPostmasterPid(dataDir))?.text ?? null
  const command = serverCommand(binaries, dataDir, port, settings)
  const server = spawnWatched(runAs, command, join(dataDir, LOG_FILE), temporary ? dataDir : null)
  try {
    await waitUntilReady({ dataDir, before, exited: server.exited })
    return server
  } catch (error) {
    server.letGo()
    throw error
  }
}

async function stopWatched(server: WatchedServer, dataDir: string): Promise<void> {
  server.letGo()
  const inTime = await Promise.race([
    server.gone.then(() => true),
    sleep(STOP_TIMEOUT_MS, false, { ref: false }),
  ])
  if (inTime) return
  throw new LocalServerError('SERVER_STOP_FAILED', {
    message: `The PostgreSQL server in '${dataDir}' did not stop within ${STOP_TIMEOUT_MS} ms.`,
    hint: `Read its log: cat '${join(dataDir, LOG_FILE)}'`,
    details: { dataDir },
  })
}
