import { type ChildProcess, spawn } from 'node:child_process'
import { stripVTControlCharacters } from 'node:util'
import type { Environment } from '@omni/cli'
import { VerifyError } from '../verify-error.ts'

/** A program to start, and how a person starts it. */
export interface Command {
  /** What it is about, such as `packages/migrator`. */
  readonly label: string
  readonly program: string
  readonly args: readonly string[]
  readonly cwd: string
  /** Does the same when it is pasted into a shell in the root of the repository. */
  readonly typed: string
}

export interface CommandResult {
  readonly command: Command
  /** Null where a signal ended it. */
  readonly exitCode: number | null
  /** What it printed on both streams, without colour; of a long text the end. */
  readonly output: string
}

export interface RunCommandOptions {
  readonly env: Environment
  readonly signal: AbortSignal
  /** Gets each line as it is printed. */
  readonly say: (line: string) => void
}

const KEPT_CHARACTERS = 256 * 1024
const GRACE_MS = 5_000

/**
 * Runs a program to its end. When the signal fires, it and everything it started are killed.
 *
 * @throws COMMAND_NOT_STARTED, and the reason of the signal
 */
export async function runCommand(command: Command, options: RunCommandOptions): Promise<CommandResult> {
  const { signal, say } = options
  signal.throwIfAborted()
  const child = spawn(command.program, command.args, {
    cwd: command.cwd,
    env: plainEnvironment(options.env),
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that what it starts in turn can be ended with it.
    detached: true,
  })
  const onAbort = () => killGroup(child)
  signal.addEventListener('abort', onAbort, { once: true })
  let output = ''
  const take = (text: string) => {
    const clean = stripVTControlCharacters(text)
    output = (output + clean).slice(-KEPT_CHARACTERS)
    const line = clean.trimEnd().split('\n').at(-1)?.trim()
    if (line) say(line)
  }
  child.stdout.setEncoding('utf8').on('data', take)
  child.stderr.setEncoding('utf8').on('data', take)
  try {
    const exitCode = await exitOf(child, command)
    signal.throwIfAborted()
    return { command, exitCode, output }
  } finally {
    signal.removeEventListener('abort', onAbort)
  }
}

// Both at once make Node warn about it, into the output that is captured.
function plainEnvironment({ FORCE_COLOR: _, ...env }: Environment): Environment {
  return { ...env, NO_COLOR: '1' }
}

function exitOf(child: ChildProcess, { program, label }: Command): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once('close', resolve)
    child.once('error', (cause) => {
      const message = `${label}: cannot start ${program}: ${cause.message}`
      const hint = 'Install what the repository needs: pnpm install'
      reject(new VerifyError('COMMAND_NOT_STARTED', message, hint, { program }, cause))
    })
  })
}

function killGroup(child: ChildProcess): void {
  const { pid } = child
  if (pid === undefined) return
  signalGroup(pid, 'SIGTERM')
  const timer = setTimeout(() => signalGroup(pid, 'SIGKILL'), GRACE_MS)
  child.once('close', () => clearTimeout(timer))
}

function signalGroup(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(-pid, name)
  } catch {
    // It is gone already.
  }
}
