import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** The built program: what users run. `pnpm test` builds it first; alone: `pnpm turbo run build --filter @omni/cli`. */
export const BIN = fileURLToPath(new URL('../dist/bin.js', import.meta.url))

export interface CliResult {
  readonly exitCode: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface CliOptions {
  /** Added to an environment that holds nothing but what a program needs to start. */
  readonly env?: Readonly<Record<string, string | undefined>>
  /** Runs instead of the built program. */
  readonly command?: readonly [string, ...string[]]
}

export interface RunningCli {
  readonly child: ChildProcess
  readonly done: Promise<CliResult>
}

/** Starts the program as a process of its own. The `--` keeps Node from taking our `--env-file` for its own. */
export function startCli(
  args: readonly string[],
  { env = {}, command = [process.execPath, '--', BIN] }: CliOptions = {},
): RunningCli {
  const { PATH, HOME, TMPDIR } = process.env
  const [file, ...rest] = command
  const child = spawn(file, [...rest, ...args], {
    env: { PATH, HOME, TMPDIR, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  child.stdout?.setEncoding('utf8').on('data', (part: string) => {
    stdout += part
  })
  child.stderr?.setEncoding('utf8').on('data', (part: string) => {
    stderr += part
  })
  const done = new Promise<CliResult>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (exitCode) => resolve({ exitCode, stdout, stderr }))
  })
  return { child, done }
}

/** Runs the program to its end. */
export function runCli(args: readonly string[], options?: CliOptions): Promise<CliResult> {
  return startCli(args, options).done
}

/** Returns output with what differs from run to run replaced: the URL, durations, times, versions, the port. */
export function stable(text: string, url?: string): string {
  const masked = url?.replace(/(?<=:\/\/[^:]*):[^@]*(?=@)/, ':***')
  return (masked === undefined ? text : text.replaceAll(masked, '<url>'))
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<time>')
    .replace(/\b\d+(\.\d+)? m?s\b/g, '<duration>')
    .replace(/PostgreSQL \d+(\.\d+)*( \(.*?\))?/g, 'PostgreSQL <version>')
    .replace(/ {2,}(?=<duration>|<time>)/g, '  ')
}
