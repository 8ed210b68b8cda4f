import { randomBytes } from 'node:crypto'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fetchOwnIdentity, isRunning, type ProcessIdentity } from './process-identity.ts'

/** Records that this process uses the server; returns the file that says so. Call under the lock. */
export async function addLease(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const file = join(folder, `${process.pid}-${randomBytes(4).toString('hex')}.json`)
  await writeFile(file, JSON.stringify(await fetchOwnIdentity()), { mode: 0o600 })
  return file
}

/** Removes the leases of processes that are gone and returns how many are left. Call under the lock. */
export async function countLeases(folder: string): Promise<number> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const files = (await readdir(folder)).map((name) => join(folder, name))
  const live = await Promise.all(
    files.map(async (file) => {
      const holder = await readLease(file)
      if (holder !== null && (await isRunning(holder))) return true
      await rm(file, { force: true })
      return false
    }),
  )
  return live.filter(Boolean).length
}

/** Returns null for a lease that was not written to its end: under the lock, nobody is still writing it. */
async function readLease(file: string): Promise<ProcessIdentity | null> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as ProcessIdentity
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
