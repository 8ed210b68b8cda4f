import { spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { findFreePort } from './find-free-port.ts'
import { LocalServerError } from './local-server-error.ts'
import {
  findRunningServer,
  isServerOf,
  type PostmasterPid,
  readPostmasterPid,
  removeForeignPid,
} from './postmaster-pid.ts'
import type { PreparedDataDir } from './prepare-data-dir.ts'
import { spawnOptions } from './run-program.ts'
import { serverCommand } from './server-command.ts'
import { LOG_FILE, waitUntilReady } from './wait-until-ready.ts'

const START_ATTEMPTS = 4
const STOP_TIMEOUT_MS = 60_000
const POLL_MS = 10

export interface RunningServer {
  readonly server: PostmasterPid
  readonly startedHere: boolean
}

/**
 * Returns the server of a data folder, started now where none runs. A start is tried again: the port may be taken
 * by somebody in between, and after kill -9 of a server its orphans need a moment. Call under the lock.
 *
 * @throws LocalServerError `SERVER_START_FAILED`
 */
export async function ensureRunning(prepared: PreparedDataDir): Promise<RunningServer> {
  for (let attempt = 1; ; attempt += 1) {
    const running = await findRunningServer(prepared.dataDir)
    try {
      if (running === null) return { server: await startDetached(prepared), startedHere: true }
      return { server: await waitForStarting(running, prepared.dataDir), startedHere: false }
    } catch (error) {
      if (attempt >= START_ATTEMPTS) throw error
      await sleep(attempt * 200)
    }
  }
}

/**
 * Stops the server of a data folder where one runs and resolves when it is gone. Call under the lock.
 *
 * @throws LocalServerError `SERVER_STOP_FAILED`
 */
export async function stopRunning(dataDir: string): Promise<void> {
  const running = await findRunningServer(dataDir)
  if (running === null) return
  process.kill(running.pid, 'SIGINT')
  const deadline = Date.now() + STOP_TIMEOUT_MS
  while (await isServerOf(running.pid, dataDir)) {
    if (Date.now() > deadline) {
      throw new LocalServerError('SERVER_STOP_FAILED', {
        message: `The PostgreSQL server in '${dataDir}' (process ${running.pid}) did not stop within ${STOP_TIMEOUT_MS} ms.`,
        hint: `Stop it by hand, its data survives: kill -QUIT ${running.pid}`,
        details: { dataDir, pid: running.pid },
      })
    }
    await sleep(POLL_MS)
  }
}

/** Starts a server that outlives this process, in a process group of its own: Ctrl-C here does not reach it. */
async function startDetached({ dataDir, binaries, runAs }: PreparedDataDir): Promise<PostmasterPid> {
  await removeForeignPid(dataDir)
  const before = (await readPostmasterPid(dataDir))?.text ?? null
  const command = serverCommand(binaries, dataDir, await findFreePort(), {})
  const [file = '', ...args] = [...runAs.prefix, ...command]
  const log = openSync(join(dataDir, LOG_FILE), 'w', 0o600)
  const child = spawn(file, args, { ...spawnOptions(runAs), detached: true, stdio: ['ignore', log, log] })
  closeSync(log)
  child.unref()
  let outcome: string | null = null
  child.on('error', (error) => {
    outcome = error.message
  })
  child.on('exit', (code, signal) => {
    outcome = signal ?? `exit code ${code}`
  })
  return waitUntilReady({ dataDir, before, exited: () => outcome })
}

/** Somebody else started it, maybe a process that was killed just after. */
function waitForStarting({ pid }: PostmasterPid, dataDir: string): Promise<PostmasterPid> {
  return waitUntilReady({
    dataDir,
    before: null,
    exited: async () => ((await isServerOf(pid, dataDir)) ? null : 'it stopped while it was starting'),
  })
}
