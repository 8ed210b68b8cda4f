import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'

/** Names one process and no later one that gets the same number. */
export interface ProcessIdentity {
  readonly pid: number
  /** When it started, in a form to compare, not to read. */
  readonly started: string
}

/** Returns the identity of this process. */
export async function fetchOwnIdentity(): Promise<ProcessIdentity> {
  const started = await fetchStarted(process.pid)
  if (started === null) throw new Error('the system does not tell when this process started')
  return { pid: process.pid, started }
}

/** Returns whether that very process still runs. */
export async function isRunning({ pid, started }: ProcessIdentity): Promise<boolean> {
  return (await fetchStarted(pid)) === started
}

/** Returns when a process started, or null where there is none; a zombie is none. */
async function fetchStarted(pid: number): Promise<string | null> {
  return process.platform === 'linux' ? fetchFromProc(pid) : fetchFromPs(pid)
}

async function fetchFromProc(pid: number): Promise<string | null> {
  try {
    const [stat, bootId] = await Promise.all([
      readFile(`/proc/${pid}/stat`, 'utf8'),
      readFile('/proc/sys/kernel/random/boot_id', 'utf8'),
    ])
    // The name stands in parentheses and may hold anything, so fields are counted from its end.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' ? null : `${bootId.trim()}-${fields[19]}`
  } catch {
    return null
  }
}

async function fetchFromPs(pid: number): Promise<string | null> {
  try {
    const { stdout } = await promisify(execFile)('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], {
      env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
    })
    const text = stdout.trim()
    return text === '' || text.startsWith('Z') ? null : text.replace(/^\S+\s+/, '')
  } catch {
    return null
  }
}
