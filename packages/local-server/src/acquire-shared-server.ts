import { mkdir, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { ensureDatabase } from './ensure-database.ts'
import { PASSWORD_FILE } from './init-data-dir.ts'
import { addLease, countLeases } from './leases.ts'
import { prepareDataDir, removeUnfinished, translateDenied } from './prepare-data-dir.ts'
import { serverUrl } from './server-command.ts'
import { ensureRunning, stopRunning } from './shared-server.ts'
import { withFileLock } from './with-file-lock.ts'

/** Longer than an initdb and a start on a slow machine. */
const LOCK_TIMEOUT_MS = 120_000

export interface SharedServerOptions {
  /** The folder that the processes share; it holds the data, the leases and the lock. */
  readonly dataDir: string
  /** The database that the URL names; it is created where it is absent. `postgres` by default. */
  readonly database?: string
}

export interface SharedServer {
  /** Connects the superuser to the database. */
  readonly url: string
  /** A file that holds the password for libpq: `PGPASSFILE=… psql …` connects without showing it. */
  readonly passwordFile: string
  /** Whether this call started the server. */
  readonly startedHere: boolean
  /** Gives the server back; the last process to do so stops it. A second call does nothing. */
  release(): Promise<void>
}

/**
 * Returns a server that any number of processes share: the first starts it, the last to release stops it. What a
 * process that was killed left behind (a lock, a lease, half a data folder, a running server) is put right by the
 * next.
 *
 * @throws LocalServerError `BINARIES_MISSING`, `PLATFORM_UNSUPPORTED`, `ROOT_CANNOT_RUN`, `DATA_DIR_VERSION`,
 * `DATA_DIR_INVALID`, `DATA_DIR_DENIED`, `INITDB_FAILED`, `SERVER_START_FAILED`, `LOCK_TIMEOUT`
 *
 * @example
 * ```ts
 * import { acquireSharedServer } from '@omni/local-server'
 *
 * const server = await acquireSharedServer({ dataDir: '.omni/postgres' })
 * await server.release()
 * ```
 */
export function acquireSharedServer(options: SharedServerOptions): Promise<SharedServer> {
  const { database = 'postgres' } = options
  return translateDenied(options.dataDir, async () => {
    await mkdir(options.dataDir, { recursive: true })
    const folder = await realpath(resolve(options.dataDir))
    const place = { lock: join(folder, 'lock'), leases: join(folder, 'leases'), data: join(folder, 'data') }
    return withFileLock(place.lock, LOCK_TIMEOUT_MS, async () => {
      await removeUnfinished(place.data)
      const prepared = await prepareDataDir({ dataDir: place.data })
      const { server, startedHere } = await ensureRunning(prepared)
      const lease = await addLease(place.leases)
      try {
        const password = await readFile(join(place.data, PASSWORD_FILE), 'utf8')
        await ensureDatabase(serverUrl(server.port, password), database)
        const url = serverUrl(server.port, password, database)
        const passwordFile = join(folder, 'pgpass')
        await writeFile(passwordFile, `127.0.0.1:*:*:postgres:${password}\n`, { mode: 0o600 })
        return { url, passwordFile, startedHere, release: () => releaseLease(place, lease) }
      } catch (error) {
        await giveBack(place, lease)
        throw error
      }
    })
  })
}

interface Place {
  readonly lock: string
  readonly leases: string
  readonly data: string
}

function releaseLease(place: Place, lease: string): Promise<void> {
  return withFileLock(place.lock, LOCK_TIMEOUT_MS, () => giveBack(place, lease))
}

async function giveBack({ leases, data }: Place, lease: string): Promise<void> {
  await rm(lease, { force: true })
  if ((await countLeases(leases)) === 0) await stopRunning(data)
}
