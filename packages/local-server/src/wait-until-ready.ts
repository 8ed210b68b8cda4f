import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { hasCode } from './has-code.ts'
import { LocalServerError } from './local-server-error.ts'
import { readPostmasterPid } from './postmaster-pid.ts'

const POLL_MS = 10
const TIMEOUT_MS = 60_000

export interface Starting {
  readonly dataDir: string
  readonly port: number
  readonly logFile: string
  /** Returns why the server is gone, or null while it runs. */
  readonly exited: () => string | null
}

/**
 * Waits until a server that was just started takes connections.
 *
 * @throws LocalServerError `SERVER_START_FAILED` with the end of the server's log
 */
export async function waitUntilReady({ dataDir, port, logFile, exited }: Starting): Promise<void> {
  const deadline = Date.now() + TIMEOUT_MS
  for (;;) {
    const reason = exited()
    if (reason !== null) throw await startFailed(reason, dataDir, port, logFile)
    const found = await readPostmasterPid(dataDir)
    if (found?.ready === true && found.port === port) return
    if (Date.now() > deadline)
      throw await startFailed(`no answer in ${TIMEOUT_MS} ms`, dataDir, port, logFile)
    await sleep(POLL_MS)
  }
}

async function startFailed(reason: string, dataDir: string, port: number, logFile: string) {
  const log = await readEnd(logFile)
  return new LocalServerError('SERVER_START_FAILED', {
    message: `PostgreSQL did not start (${reason}). The end of its log:\n${log}`,
    hint: `The log is in '${logFile}'.`,
    details: { reason, dataDir, port, logFile, log },
  })
}

async function readEnd(file: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).trimEnd().split('\n').slice(-20).join('\n')
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return ''
    throw error
  }
}
