import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import type { Writable } from 'node:stream'
import type { RunAs } from './find-run-as.ts'
import { spawnOptions } from './run-program.ts'

/**
 * Runs the server and a watcher. The watcher reads a pipe whose other end only the starting process holds: the
 * pipe ends when that process lets go or dies, of kill -9 too, and the server is then told to stop.
 */
const SCRIPT = `
temporary=$1; shift
"$@" 3<&- &
server=$!
{ cat <&3 >/dev/null; kill -INT "$server"; } 2>/dev/null &
watcher=$!
exec 3<&-
wait "$server"; status=$?
kill "$watcher" 2>/dev/null
if [ -n "$temporary" ]; then rm -rf "$temporary"; fi
exit "$status"
`

export interface WatchedServer {
  /** Tells the server to stop: sessions are ended, then it shuts down in order. */
  letGo(): void
  /** Returns how the server ended, or null while it runs. */
  exited(): string | null
  /** Resolves when the server is gone. */
  readonly gone: Promise<void>
}

/** Starts a server that cannot outlive this process and does not keep it alive. */
export function spawnWatched(
  runAs: RunAs,
  command: readonly string[],
  logFile: string,
  temporaryDir: string | null,
): WatchedServer {
  const [file = '', ...args] = [...runAs.prefix, 'sh', '-c', SCRIPT, 'sh', temporaryDir ?? '', ...command]
  const log = openSync(logFile, 'w', 0o600)
  // Its own process group: Ctrl-C on a terminal is for this process, which then lets go in its own time.
  const child = spawn(file, args, {
    ...spawnOptions(runAs),
    detached: true,
    stdio: ['ignore', log, log, 'pipe'],
  })
  closeSync(log)
  let outcome: string | null = null
  const gone = new Promise<void>((resolve) => {
    child.on('error', (error) => {
      outcome = error.message
      resolve()
    })
    child.on('exit', (code, signal) => {
      outcome = signal ?? `exit code ${code}`
      resolve()
    })
  })
  const pipe = pipeOf(child)
  child.unref()
  return {
    letGo() {
      child.ref()
      pipe?.destroy()
    },
    exited: () => outcome,
    gone,
  }
}

function pipeOf(child: ChildProcess): Writable | null {
  const pipe = child.stdio[3]
  if (pipe === null || pipe === undefined || !('write' in pipe)) return null
  // A server that is gone already closes the pipe first; that is told by the exit.
  pipe.on('error', () => {})
  if ('unref' in pipe && typeof pipe.unref === 'function') pipe.unref()
  return pipe
}
