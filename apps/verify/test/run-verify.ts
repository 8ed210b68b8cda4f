import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { stripVTControlCharacters } from 'node:util'
import type { Report } from '../src/report.ts'

/** The built program. `pnpm test` builds it first; alone: `pnpm turbo run build --filter @omni/verify`. */
const BIN = join(import.meta.dirname, '../dist/bin.js')

export interface Finished {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface Running {
  readonly child: ChildProcess
  readonly finished: Promise<Finished>
}

/** Starts the program in an environment that holds nothing but PATH and what is given. */
export function startVerify(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  bin: string = BIN,
): Running {
  const child = spawn(process.execPath, ['--', bin, ...args], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const code = new Promise<number | null>((resolve) => child.once('close', resolve))
  const finished = Promise.all([code, text(child.stdout), text(child.stderr)]).then(
    ([code, stdout, stderr]) => ({
      code,
      stdout: stripVTControlCharacters(stdout),
      stderr: stripVTControlCharacters(stderr),
    }),
  )
  return { child, finished }
}

/** Runs the program to its end. */
export function runVerify(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  bin: string = BIN,
): Promise<Finished> {
  return startVerify(args, env, bin).finished
}

/** Returns stdout as the one document that it has to be. */
export function reportIn({ stdout }: Finished): Report {
  return JSON.parse(stdout)
}

/** Returns `id status` of each step. */
export function stepsIn(finished: Finished): string[] {
  return reportIn(finished).steps.map(({ id, status }) => `${id} ${status}`)
}
