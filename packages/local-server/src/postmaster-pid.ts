import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { hasCode } from './has-code.ts'

/** What a running server writes about itself into its data folder. */
export interface PostmasterPid {
  readonly pid: number
  readonly port: number
  readonly ready: boolean
}

/** Returns what `postmaster.pid` says, or null where there is none or it is not written to its end. */
export async function readPostmasterPid(dataDir: string): Promise<PostmasterPid | null> {
  try {
    const lines = (await readFile(join(dataDir, 'postmaster.pid'), 'utf8')).split('\n')
    const pid = Number(lines[0])
    const port = Number(lines[3])
    return pid > 0 && port > 0 ? { pid, port, ready: lines[7]?.trim() === 'ready' } : null
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null
    throw error
  }
}
