import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrations } from '@omni/migrations'
import { createMigrator } from '@omni/migrator'
import { createTestDatabase, type TestDatabase } from '@omni/test-postgres'
import pg from 'pg'
import { SaxesParser } from 'saxes'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { reportIn, runVerify, startVerify, stepsIn } from './run-verify.ts'

const DATABASE = 'graph,connect,state,rollback'

let empty: TestDatabase
let drifted: TestDatabase
let folder: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'omni-verify-test-'))
  empty = await createTestDatabase()
  drifted = await createTestDatabase()
  const pool = new pg.Pool({ connectionString: drifted.url })
  await createMigrator({ db: pool, migrations }).up()
  await pool.query(`alter type node_type_enum rename value 'effect' to 'efect'`)
  await pool.end()
})
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await Promise.all([empty.drop(), drifted.drop()])
})

describe('pnpm verify', () => {
  test('--json prints one document and nothing else; progress goes to stderr', async () => {
    const finished = await runVerify(['--only', DATABASE, '--json'], { DATABASE_URL: empty.url })
    expect(stepsIn(finished)).toEqual([
      'types skipped',
      'lint skipped',
      'graph passed',
      'connect passed',
      'state passed',
      'tests skipped',
      'rollback passed',
      'summary passed',
    ])
    expect(reportIn(finished)).toMatchObject({
      ok: true,
      exitCode: 0,
      target: { kind: 'server', source: 'DATABASE_URL', schema: null },
      next: [{ command: 'pnpm cli up' }],
    })
    expect(finished.code).toBe(0)
    expect(finished.stderr).toMatch(/^✔ rollback /m)
  })

  test('for people: a line for each step, and the next steps', async () => {
    const { code, stdout, stderr } = await runVerify(['--only=connect,state'], { DATABASE_URL: empty.url })
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toMatch(/^- types {5}skipped: not named with --only$/m)
    expect(stdout).toMatch(/^✔ state {5}004_20251003_node_registrations pending, nothing in the way \d+ ms$/m)
    expect(stdout).toContain('apply 1 pending migration:\n    pnpm cli up\n')
    expect(stdout).toMatch(/^nothing failed, not run: types, lint, graph, tests, rollback in /m)
  })

  test('a failing step makes the exit code 1 and prints the error with what to do', async () => {
    const { code, stdout } = await runVerify(['--only', 'state'], { DATABASE_URL: drifted.url })
    expect(code).toBe(1)
    expect(stdout).toContain('error ENUM_VALUES_MISMATCH')
    expect(stdout).toContain(`ALTER TYPE public.node_type_enum RENAME VALUE 'efect' TO 'effect'`)
    expect(stdout).toContain('pnpm verify --only state')
    expect(stdout).toMatch(/^failed: state in /m)
  })

  test('--bail stops after the first failure; what follows is skipped, not passed', async () => {
    const finished = await runVerify(['--only', DATABASE, '--bail', '--json'], { DATABASE_URL: drifted.url })
    expect(finished.code).toBe(1)
    expect(stepsIn(finished).slice(2)).toEqual([
      'graph passed',
      'connect passed',
      'state failed',
      'tests skipped',
      'rollback skipped',
      'summary passed',
    ])
    expect(reportIn(finished).steps.at(-2)?.summary).toBe('state failed, and --bail ends the run there')
  })

  test('writes JUnit and Markdown, and appends to the summary of the job', async () => {
    const junit = join(folder, 'new/folder/junit.xml')
    const md = join(folder, 'report.md')
    const job = join(folder, 'job.md')
    writeFileSync(job, 'before\n')
    const { code } = await runVerify(['--only', 'connect,state', '--junit', junit, '--md', md, '--json'], {
      DATABASE_URL: drifted.url,
      GITHUB_STEP_SUMMARY: job,
    })
    expect(code).toBe(1)
    const parser = new SaxesParser()
    parser.on('error', (error) => {
      throw error
    })
    parser.write(readFileSync(junit, 'utf8')).close()
    const markdown = readFileSync(md, 'utf8')
    expect(markdown).toMatch(/^## Verification: failed\n/)
    expect(readFileSync(job, 'utf8')).toBe(`before\n${markdown}`)
  })

  test('a wrong password fails, and no form of the report holds it', async () => {
    const url = new URL(empty.url)
    url.password = 'hunter2hunter2'
    const junit = join(folder, 'password.xml')
    const finished = await runVerify([
      '--skip',
      'types,lint,tests',
      '--json',
      '--verbose',
      '--junit',
      junit,
      '--url',
      url.href,
    ])
    expect(finished.code).toBe(1)
    expect(stepsIn(finished).slice(3)).toEqual([
      'connect failed',
      'state skipped',
      'tests skipped',
      'rollback skipped',
      'summary passed',
    ])
    expect(finished.stdout + finished.stderr + readFileSync(junit, 'utf8')).not.toContain('hunter2')
  })

  test('a server that is not there fails', async () => {
    const finished = await runVerify(['--only', 'connect', '--json'], {
      DATABASE_URL: 'postgres://a@127.0.0.1:1/b',
    })
    expect(finished.code).toBe(1)
    expect(reportIn(finished).steps[3]?.problems).toMatchObject([{ code: 'CANNOT_CONNECT' }])
  })

  test('--require-db fails where no database is named', async () => {
    const finished = await runVerify(['--only', DATABASE, '--require-db', '--json'])
    expect(finished.code).toBe(1)
    expect(reportIn(finished).steps[3]?.problems).toMatchObject([{ code: 'DATABASE_REQUIRED' }])
    expect(stepsIn(finished).slice(4, 7)).toEqual(['state skipped', 'tests skipped', 'rollback skipped'])
  })

  test('reads --env-file, and works in --schema', async () => {
    const file = join(folder, 'with-url.env')
    writeFileSync(file, `DATABASE_URL=${empty.url}\n`)
    const finished = await runVerify(['--only=connect', '--env-file', file, '--schema', 'nowhere', '--json'])
    expect(finished.code).toBe(1)
    expect(reportIn(finished)).toMatchObject({
      target: { source: 'DATABASE_URL', schema: 'nowhere' },
      next: [{ command: `pnpm verify --only connect --env-file ${file} --schema nowhere` }],
    })
  })
})

describe('outside of the repository', () => {
  test('what needs the repository is skipped with the reason, the rest runs', async () => {
    const installed = join(folder, 'node_modules/@omni/verify')
    cpSync(join(import.meta.dirname, '../dist'), join(installed, 'dist'), { recursive: true })
    cpSync(join(import.meta.dirname, '../package.json'), join(installed, 'package.json'))
    const env = { DATABASE_URL: empty.url }
    const finished = await runVerify(['--json'], env, join(installed, 'dist/bin.js'))
    expect(finished.code).toBe(0)
    expect(reportIn(finished).steps.map(({ id, summary }) => `${id}: ${summary}`)).toEqual([
      'types: not in the repository',
      'lint: not in the repository',
      'graph: 1 migration',
      expect.stringMatching(/^connect: PostgreSQL /),
      'state: 004_20251003_node_registrations pending, nothing in the way',
      'tests: not in the repository',
      expect.stringMatching(/^rollback: \d+ objects made, removed and made again$/),
      'summary: 4 passed, 3 skipped',
    ])
    expect(reportIn(finished).next).toEqual([{ why: 'apply 1 pending migration', command: 'omni up' }])
  })
})

describe('usage', () => {
  test('an unknown step ends with 2 and lists the steps', async () => {
    const { code, stderr, stdout } = await runVerify(['--only', 'types,rolback'])
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toBe(
      [
        'error USAGE',
        "--only: there is no step 'rolback'.",
        '',
        'The steps are: types, lint, graph, connect, state, tests, rollback, summary',
        '',
      ].join('\n'),
    )
  })
})

describe('interruption', () => {
  test.for(['SIGINT', 'SIGTERM'] as const)(
    '%s ends the tools that run and exits with 130',
    async (signal) => {
      const { child, finished } = startVerify(['--only', 'types,graph', '--json'])
      const tools = () => childrenOf(child.pid ?? 0)
      await expect.poll(tools, { timeout: 30_000 }).not.toEqual([])
      const started = tools()
      child.kill(signal)
      const done = await finished
      expect(done.code).toBe(130)
      expect(stepsIn(done)).toEqual([
        'types failed',
        'lint skipped',
        'graph skipped',
        'connect skipped',
        'state skipped',
        'tests skipped',
        'rollback skipped',
        'summary passed',
      ])
      expect(started.filter(isRunning)).toEqual([])
    },
  )
})

function childrenOf(pid: number): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number)
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
