import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { hasCode } from './has-code.ts'
import { LocalServerError } from './local-server-error.ts'

/**
 * Returns the major version that a data folder was made with, or null where there is no data folder yet.
 *
 * @throws LocalServerError `DATA_DIR_INVALID` where the folder holds something else
 */
export async function readMajor(dataDir: string): Promise<number | null> {
  try {
    return Number(await readFile(join(dataDir, 'PG_VERSION'), 'utf8'))
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error
  }
  if ((await listFolder(dataDir)).length === 0) return null
  throw new LocalServerError('DATA_DIR_INVALID', {
    message: `'${dataDir}' is not empty and is not a PostgreSQL data folder.`,
    hint: `Choose another folder, or look at what is in it: ls -la '${dataDir}'`,
    details: { dataDir },
  })
}

/**
 * Refuses a data folder of another major version, which this server could not open.
 *
 * @throws LocalServerError `DATA_DIR_VERSION`
 */
export function assertMajor(dataDir: string, found: number, major: number): void {
  if (found === major) return
  throw new LocalServerError('DATA_DIR_VERSION', {
    message: `The data in '${dataDir}' belongs to PostgreSQL ${found}, this is PostgreSQL ${major}.`,
    hint: `Put it aside, nothing is deleted, and start anew: mv '${dataDir}' '${dataDir}.pg${found}'`,
    details: { dataDir, found, expected: major },
  })
}

async function listFolder(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return []
    throw error
  }
}
