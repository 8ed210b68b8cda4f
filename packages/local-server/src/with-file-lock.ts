import { randomBytes } from 'node:crypto'
import { link, readFile, rm, writeFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { hasCode } from './has-code.ts'
import { LocalServerError } from './local-server-error.ts'
import { fetchOwnIdentity, isRunning, type ProcessIdentity } from './process-identity.ts'

const POLL_MS = 20

interface LockHolder extends ProcessIdentity {
  /** Tells this holding of the lock from every other. */
  readonly id: string
}

/**
 * Runs `use` while no other process does under the same lock file. The lock of a process that died is taken over.
 *
 * @throws LocalServerError `LOCK_TIMEOUT`
 */
export async function withFileLock<Result>(
  file: string,
  timeoutMs: number,
  use: () => Promise<Result>,
): Promise<Result> {
  await acquireLock(file, timeoutMs)
  try {
    return await use()
  } finally {
    await rm(file, { force: true })
  }
}

async function acquireLock(file: string, timeoutMs: number): Promise<void> {
  const deadline = Date.now() + timeoutMs
  const own: LockHolder = { ...(await fetchOwnIdentity()), id: randomBytes(8).toString('hex') }
  while (!(await tryCreate(file, own))) {
    const holder = await readHolder(file)
    if (holder === null) continue
    if (!(await isRunning(holder))) {
      await removeStale(file, holder, timeoutMs)
      continue
    }
    if (Date.now() > deadline) throw lockTimeout(file, holder, timeoutMs)
    await sleep(POLL_MS)
  }
}

/** Created under another name and then linked, so that a lock is never seen half written. */
async function tryCreate(file: string, own: LockHolder): Promise<boolean> {
  const draft = `${file}.${own.id}.draft`
  await writeFile(draft, JSON.stringify(own), { mode: 0o600 })
  try {
    await link(draft, file)
    return true
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false
    throw error
  } finally {
    await rm(draft, { force: true })
  }
}

/**
 * Removes the lock of a process that died. Of several that noticed, the second to remove would hit the new lock of
 * the first; so the right to remove exactly this dead holding is a lock too, and the holder is read again under it.
 */
function removeStale(file: string, dead: LockHolder, timeoutMs: number): Promise<void> {
  return withFileLock(`${file}.${dead.id}`, timeoutMs, async () => {
    const now = await readHolder(file)
    if (now?.id === dead.id) await rm(file, { force: true })
  })
}

async function readHolder(file: string): Promise<LockHolder | null> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as LockHolder
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null
    throw error
  }
}

function lockTimeout(file: string, { pid }: LockHolder, timeoutMs: number): LocalServerError {
  return new LocalServerError('LOCK_TIMEOUT', {
    message: `Process ${pid} has been starting or stopping the embedded PostgreSQL server for ${timeoutMs} ms.`,
    hint: `Look at what it does (ps -fp ${pid}) and try again when it is done.`,
    details: { file, pid, timeoutMs },
  })
}
