import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import type { ProgramInput } from '@omni/cli'
import { expect, test } from 'vitest'
import { runProgram } from './run-program.ts'

/** Runs the program in this process; only for arguments with which nothing is started or opened. */
async function run(argv: readonly string[], env: ProgramInput['env'] = {}) {
  const stdout = new PassThrough()
  const stderr = new PassThrough()
  const streams = { stdin: process.stdin, stdout, stderr } as unknown as Pick<
    ProgramInput,
    'stdin' | 'stdout' | 'stderr'
  >
  const exitCode = await runProgram({ argv, env, signal: new AbortController().signal, ...streams })
  stdout.end()
  stderr.end()
  return { exitCode, stdout: await text(stdout), stderr: await text(stderr) }
}

test.for([
  ['an unknown option', ['--nonsense']],
  ['an argument', ['types']],
  ['an unknown step', ['--skip', 'rolback']],
  ['nothing left to run', ['--only', 'lint', '--skip', 'lint']],
  ['an invalid URL', ['--url', 'mysql://x']],
  ['options that exclude each other', ['--require-db', '--embedded']],
  ['a report that cannot be written', ['--only', 'graph', '--junit', `${import.meta.filename}/here.xml`]],
  ['an env file that is not there', ['--env-file', '/nonexistent']],
] as const)('%s ends with 2, as one JSON document where that was asked for', async ([, args]) => {
  const { exitCode, stdout, stderr } = await run([...args, '--json'])
  expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: '' })
  expect(JSON.parse(stdout)).toMatchObject({ error: { code: expect.any(String), hint: expect.any(String) } })
})

test('--help names the steps, the options and the exit codes', async () => {
  const { exitCode, stdout } = await run(['--help'], { npm_lifecycle_event: 'verify' })
  expect(exitCode).toBe(0)
  expect(stdout).toMatch(/^Usage: pnpm verify \[options\]\n/)
  expect(stdout).toMatch(/^ {2}rollback {2}\S/m)
  expect(stdout).toMatch(/^ {2}130 {2}\S/m)
})

test('what needs no database does not care for a wrong one', async () => {
  const { exitCode, stdout } = await run(['--only', 'graph', '--quiet'], {
    CI: 'true',
    DATABASE_URL: 'postgres://a@127.0.0.1:1/b',
  })
  expect(exitCode).toBe(0)
  expect(stdout).toMatch(/^✔ graph {5}1 migration /m)
})

test('a report that cannot be written in the end makes the exit code 1, and the report is shown', async () => {
  const env = { GITHUB_STEP_SUMMARY: '/nonexistent/summary.md' }
  const { exitCode, stdout, stderr } = await run(['--only', 'graph', '--json'], env)
  expect(exitCode).toBe(1)
  expect(JSON.parse(stdout)).toMatchObject({ ok: true })
  expect(stderr).toContain('GITHUB_STEP_SUMMARY /nonexistent/summary.md cannot be written')
})
