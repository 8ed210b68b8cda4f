import process from 'node:process'
import { stacksOf } from './describe-error.ts'
import { type ExitCode, exitCodes } from './exit-codes.ts'
import { maskPasswords } from './mask-password.ts'
import type { ProgramInput } from './run-commander.ts'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Runs a program on this process and ends it with the program's exit code: the only place that reads its globals. */
export async function runOnProcess(run: (input: ProgramInput) => Promise<ExitCode>): Promise<void> {
  const { argv, env, stdin, stdout, stderr } = process
  survivesClosedPipe(stdout)
  survivesClosedPipe(stderr)
  process.once('exit', failWhereUnfinished)
  const exitCode = await run({
    argv: argv.slice(2),
    env,
    stdin,
    stdout,
    stderr,
    signal: interruption(),
    crashed: crash(),
  }).catch((error: unknown) => {
    stderr.write(`${maskPasswords(stacksOf(error))}\n`)
    return exitCodes.failed
  })
  await Promise.all([flushed(stdout), flushed(stderr)])
  process.off('exit', failWhereUnfinished)
  process.exit(exitCode)
}

// Whatever ends the process early, an empty event loop for example, is no success.
function failWhereUnfinished(exitCode: number): void {
  if (exitCode === exitCodes.done) process.exitCode = exitCodes.failed
}

/** Returns a signal that fires on the first Ctrl-C (or TERM, or HUP); the second ends the process at once. */
function interruption(): AbortSignal {
  const controller = new AbortController()
  for (const name of SIGNALS) {
    process.on(name, () => {
      if (controller.signal.aborted) process.exit(exitCodes.interrupted)
      controller.abort()
    })
  }
  return controller.signal
}

/** Rejects with what nobody caught: it is reported like any other error, also in JSON. */
function crash(): Promise<never> {
  return new Promise((_, reject) => {
    process.on('uncaughtException', reject)
    process.on('unhandledRejection', reject)
  })
}

// `omni status | head -1`: the reader has what it wants, and a migration is not to stop for that.
function survivesClosedPipe(stream: NodeJS.WriteStream): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
}

function flushed(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    if (stream.writableLength === 0 || stream.destroyed) resolve()
    else stream.write('', () => resolve())
  })
}
