import { execFile } from 'node:child_process'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { hasCode } from './has-code.ts'

/** What a running server writes about itself into its data folder. */
export interface PostmasterPid {
  readonly pid: number
  readonly port: number
  readonly ready: boolean
  /** The whole file, to tell the one of this start from the one that the last left. */
  readonly text: string
}

/** Returns what `postmaster.pid` says, or null where there is none or it is not written to its end. */
export async function readPostmasterPid(dataDir: string): Promise<PostmasterPid | null> {
  try {
    const text = await readFile(fileIn(dataDir), 'utf8')
    const lines = text.split('\n')
    const pid = Number(lines[0])
    const port = Number(lines[3])
    return pid > 0 && port > 0 ? { pid, port, ready: lines[7]?.trim() === 'ready', text } : null
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null
    throw error
  }
}

/** Returns the server that runs on a data folder, ready or not, or null. */
export async function findRunningServer(dataDir: string): Promise<PostmasterPid | null> {
  const found = await readPostmasterPid(dataDir)
  return found !== null && (await isServerOf(found.pid, dataDir)) ? found : null
}

/**
 * Removes a `postmaster.pid` whose number belongs to some other program by now, as after a reboot: the server would
 * believe that it runs already. One whose process is gone stays, the server needs it to look for orphans.
 */
export async function removeForeignPid(dataDir: string): Promise<void> {
  const found = await readPostmasterPid(dataDir)
  if (found === null || !isAlive(found.pid) || (await isServerOf(found.pid, dataDir))) return
  await rm(fileIn(dataDir), { force: true })
}

/** Returns whether a process is the server of a data folder. */
export async function isServerOf(pid: number, dataDir: string): Promise<boolean> {
  const command = await readCommand(pid)
  return command.includes('-D') && command.includes(dataDir)
}

function fileIn(dataDir: string): string {
  return join(dataDir, 'postmaster.pid')
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return hasCode(error, 'EPERM')
  }
}

/** Returns the arguments of a process; none for one that is gone and for a zombie. */
async function readCommand(pid: number): Promise<string[]> {
  try {
    if (process.platform === 'linux') return (await readFile(`/proc/${pid}/cmdline`, 'utf8')).split('\0')
    const { stdout } = await promisify(execFile)('ps', ['-o', 'command=', '-ww', '-p', String(pid)])
    const [, folder = ''] = / -D (.*?) -c /.exec(stdout) ?? []
    return ['-D', folder]
  } catch {
    return []
  }
}
