import { mkdtemp, statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const ENOUGH_BYTES = 2 * 1024 ** 3

/**
 * Makes a new folder for data that nobody keeps: in memory where the system has room for it (a database is created
 * there in a tenth of the time), else where temporary files go. Containers often have a few megabytes.
 */
export async function makeScratchFolder(memory = '/dev/shm'): Promise<string> {
  const parent = (await hasRoom(memory)) ? memory : tmpdir()
  return mkdtemp(join(parent, 'omni-test-postgres-'))
}

async function hasRoom(folder: string): Promise<boolean> {
  try {
    const { bavail, bsize } = await statfs(folder)
    return bavail * bsize >= ENOUGH_BYTES
  } catch {
    return false
  }
}
