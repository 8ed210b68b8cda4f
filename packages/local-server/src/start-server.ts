import { mkdir, readFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Binaries, BUNDLED_MAJOR, findBinaries } from './find-binaries.ts'
import { findFreePort } from './find-free-port.ts'
import { findRunAs, type RunAs } from './find-run-as.ts'
import { initDataDir, PASSWORD_FILE } from './init-data-dir.ts'
import { LocalServerError } from './local-server-error.ts'
import { assertMajor, readMajor } from './read-major.ts'
import { type Settings, serverCommand, serverUrl } from './server-command.ts'
import { spawnWatched, type WatchedServer } from './spawn-watched.ts'
import { waitUntilReady } from './wait-until-ready.ts'

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
 * `DATA_DIR_INVALID`, `INITDB_FAILED`, `SERVER_START_FAILED`
 *
 * @example
 * ```ts
 * import { startServer } from '@omni/local-server'
 *
 * const server = await startServer({ dataDir: '/tmp/example-data', temporary: true })
 * await server.stop()
 * ```
 */
export async function startServer(options: StartServerOptions): Promise<LocalServer> {
  const { major = BUNDLED_MAJOR, settings = {}, temporary = false } = options
  const dataDir = resolve(options.dataDir)
  await mkdir(dirname(dataDir), { recursive: true })
  const binaries = options.binaries ?? (await findBinaries())
  const runAs = await findRunAs([binaries.postgres, dataDir])
  const found = await readMajor(dataDir)
  if (found === null) await initDataDir({ binaries, runAs, major, dataDir })
  else assertMajor(dataDir, found, major)

  const port = options.port ?? (await findFreePort())
  const server = await spawnReady({
    runAs,
    command: serverCommand(binaries, dataDir, port, settings),
    dataDir,
    port,
    temporary,
  })
  const password = await readFile(join(dataDir, PASSWORD_FILE), 'utf8')
  return { url: serverUrl(port, password), port, stop: () => stopWatched(server, dataDir) }
}

interface Spawn {
  readonly runAs: RunAs
  readonly command: readonly string[]
  readonly dataDir: string
  readonly port: number
  readonly temporary: boolean
}

async function spawnReady({ runAs, command, dataDir, port, temporary }: Spawn): Promise<WatchedServer> {
  const logFile = join(dataDir, 'omni-server.log')
  const server = spawnWatched(runAs, command, logFile, temporary ? dataDir : null)
  try {
    await waitUntilReady({ dataDir, port, logFile, exited: server.exited })
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
    hint: `Its log is in '${join(dataDir, 'omni-server.log')}'.`,
    details: { dataDir },
  })
}
