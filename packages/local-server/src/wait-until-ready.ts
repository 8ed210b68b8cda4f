import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { hasCode } from './has-code.ts'
import { LocalServerError } from './local-server-error.ts'
import { type PostmasterPid, readPostmasterPid } from './postmaster-pid.ts'

/** The file in a data folder that the server's messages go to. */
export const LOG_FILE = 'omni-server.log'

const POLL_MS = 10
const TIMEOUT_MS = 60_000

export interface Starting {
  readonly dataDir: string
  /** What `postmaster.pid` held before; a start that failed leaves it as it was. */
  readonly before: string | null
  /** Returns why the server is gone, or null while it runs. */
  readonly exited: () => Promise<string | null> | string | null
}

/**
 * Waits until a server takes connections.
 *
 * @throws LocalServerError `SERVER_START_FAILED` with the end of the server's log
 */
export async function waitUntilReady({ dataDir, before, exited }: Starting): Promise<PostmasterPid> {
  const deadline = Date.now() + TIMEOUT_MS
  for (;;) {
    const found = await readPostmasterPid(dataDir)
    if (found?.ready === true && found.text !== before) return found
    const reason = await exited()
    if (reason !== null) throw await startFailed(reason, dataDir)
    if (Date.now() > deadline) throw await startFailed(`not ready in ${TIMEOUT_MS} ms`, dataDir)
    await sleep(POLL_MS)
  }
}

async function startFailed(reason: string, dataDir: string): Promise<LocalServerError> {
  const logFile = join(dataDir, LOG_FILE)
  const log = await readEnd(logFile)
  return new LocalServerError('SERVER_START_FAILED', {
    message: `PostgreSQL did not start (${reason}). The end of its log:\n${log}`,
    hint: `Read the whole log: cat '${logFile}'`,
    details: { reason, dataDir, logFile, log },
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
