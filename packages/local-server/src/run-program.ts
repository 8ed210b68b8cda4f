import { spawn } from 'node:child_process'
import type { RunAs } from './find-run-as.ts'

export interface ProgramResult {
  readonly exitCode: number | null
  readonly output: string
}

/** Runs a program to its end and returns its exit code and everything it said. */
export function runProgram(runAs: RunAs, command: readonly string[]): Promise<ProgramResult> {
  const [file = '', ...args] = [...runAs.prefix, ...command]
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { ...spawnOptions(runAs), stdio: ['ignore', 'pipe', 'pipe'] })
    const chunks: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk))
    child.on('error', reject)
    child.on('close', (exitCode) => resolve({ exitCode, output: Buffer.concat(chunks).toString('utf8') }))
  })
}

/** Returns what every child gets: the user, a folder that each user may be in, and none of the caller's `PG*` settings. */
export function spawnOptions({ user, prefix }: RunAs) {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('PG') && name !== 'LC_ALL',
  )
  const switched = user !== null && prefix.length === 0 ? user : {}
  return { ...switched, cwd: '/', env: { ...Object.fromEntries(inherited), TZ: 'UTC', LC_ALL: 'C' } }
}
