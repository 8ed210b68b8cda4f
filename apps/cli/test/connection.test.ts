import { mkdtempSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createTestDatabase, type TestDatabase } from '@omni/test-postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runCli, startCli } from './run-cli.ts'

let database: TestDatabase
let url: URL

beforeAll(async () => {
  database = await createTestDatabase()
  url = new URL(database.url)
})
afterAll(() => database.drop())

function libpqEnv(): Record<string, string> {
  return {
    PGHOST: url.hostname,
    PGPORT: url.port,
    PGUSER: decodeURIComponent(url.username),
    PGPASSWORD: decodeURIComponent(url.password),
    PGDATABASE: database.name,
  }
}

test('--url, DATABASE_URL, PG* variables and an env file all name the database', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'omni-cli-')), '.env')
  writeFileSync(file, `DATABASE_URL="${database.url}"\n`)
  const runs = await Promise.all([
    runCli(['wait', '--json', '--url', database.url]),
    runCli(['wait', '--json', `--url=${database.url}`], {
      env: { DATABASE_URL: 'postgres://127.0.0.1:1/nowhere' },
    }),
    runCli(['wait', '--json'], { env: { DATABASE_URL: database.url } }),
    runCli(['wait', '--json'], { env: libpqEnv() }),
    runCli(['wait', '--json', '--env-file', file]),
  ])
  for (const { exitCode, stdout } of runs) {
    expect(JSON.parse(stdout)).toMatchObject({ url: expect.stringContaining(`${url.host}/${database.name}`) })
    expect(exitCode).toBe(0)
  }
})

test('an env file does not override what is set', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'omni-cli-')), '.env')
  writeFileSync(file, `DATABASE_URL=${database.url}\n`)
  const result = await runCli(['status', '--env-file', file], { env: { DATABASE_URL: '' } })
  expect(result).toMatchObject({ exitCode: 2, stdout: '' })
  expect(result.stderr).toContain('DATABASE_URL is empty.')
})

test('the session names itself omni-cli and the command, unless the URL gives a name', async () => {
  const blocker = await database.client()
  await blocker.query('begin')
  await blocker.query('create table public.node_registrations ()')
  const client = await database.client()
  const sessions = async () => {
    const { rows } = await client.query<{ name: string }>(
      `select distinct application_name as name from pg_stat_activity
       where datname = current_database() and application_name <> ''`,
    )
    return rows.map(({ name }) => name)
  }
  const names = async (args: string[]) => {
    const { child, done } = startCli(args)
    for (;;) {
      const found = await sessions()
      if (found.length > 0) {
        child.kill('SIGINT')
        await done
        // The server notices the end of a session a moment later.
        while ((await sessions()).length > 0) await sleep(20)
        return found
      }
      await sleep(20)
    }
  }
  expect(await names(['up', '--url', database.url])).toEqual(['omni-cli up'])
  expect(await names(['up', '--url', `${database.url}?application_name=mine`])).toEqual(['mine'])
  await blocker.query('rollback')
})

describe('a forgotten DATABASE_URL never looks like a deploy', () => {
  test.each([{ CI: 'true' }, { NODE_ENV: 'production' }])('%j refuses the embedded server', async (env) => {
    const result = await runCli(['up'], { env })
    expect(result).toMatchObject({ exitCode: 2, stdout: '' })
    expect(result.stderr).toMatch(/^error DATABASE_URL_MISSING\nDATABASE_URL is missing, /)
  })

  test('an empty or invalid DATABASE_URL is no reason to look further', async () => {
    for (const DATABASE_URL of ['', 'localhost:5432/db', 'postgres://u:p#w@host/db']) {
      const result = await runCli(['up'], { env: { ...libpqEnv(), DATABASE_URL } })
      expect(result).toMatchObject({ exitCode: 2, stdout: '' })
    }
  })
})

describe('a server that cannot be reached is exit 8', () => {
  test.each([
    ['nothing listens', 'postgres://me:s3cret-word@127.0.0.1:1/db', /ECONNREFUSED/],
    ['the host does not resolve', 'postgres://me:s3cret-word@absent.invalid/db', /ENOTFOUND|EAI_AGAIN/],
    ['no such socket', 'postgres://me:s3cret-word@/db?host=/absent', /ENOENT/],
  ])('%s', async (_name, bad, reason) => {
    for (const command of [['up'], ['status'], ['check'], ['enum', 'list']]) {
      const result = await runCli(command, { env: { DATABASE_URL: bad } })
      expect(result).toMatchObject({ exitCode: 8, stdout: '' })
      expect(result.stderr).toMatch(/^error CANNOT_CONNECT\n/)
      expect(result.stderr).toMatch(reason)
      expect(result.stderr).not.toContain('s3cret-word')
    }
  })

  test('a database that does not exist', async () => {
    const absent = new URL(database.url)
    absent.pathname = '/absent'
    const result = await runCli(['status'], { env: { DATABASE_URL: absent.href } })
    expect(result).toMatchObject({ exitCode: 8 })
    expect(result.stderr).toContain('database "absent" does not exist')
  })

  test('a server that takes the connection and never answers, after the connect timeout', async () => {
    const silent = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => silent.once('listening', resolve))
    const address = silent.address()
    const port = typeof address === 'object' ? address?.port : undefined
    const result = await runCli(['status', '--url', `postgres://me@127.0.0.1:${port}/db?connect_timeout=1`])
    silent.close()
    expect(result).toMatchObject({ exitCode: 8 })
  })
})

describe('a wrong password is printed nowhere', () => {
  const PASSWORD = 'wr0ng p@ss/word'

  test.each([
    ['plain', ['status']],
    ['with --verbose', ['status', '--verbose']],
    ['as JSON', ['status', '--json', '--verbose']],
    ['by up', ['up', '--verbose']],
    ['by wait, which does not try again', ['wait', '--timeout', '30s', '--verbose']],
    ['by enum list', ['enum', 'list', '--verbose']],
  ])('%s', async (_name, args) => {
    const wrong = new URL(database.url)
    wrong.password = encodeURIComponent(PASSWORD)
    const variants = [{ DATABASE_URL: wrong.href }, { ...libpqEnv(), PGPASSWORD: PASSWORD }]
    for (const env of variants) {
      const { exitCode, stdout, stderr } = await runCli(args, { env })
      expect(exitCode).toBe(8)
      expect(stdout + stderr).toContain('password authentication failed')
      for (const form of [PASSWORD, encodeURIComponent(PASSWORD), wrong.password]) {
        expect(stdout + stderr).not.toContain(form)
      }
    }
  })
})

test('an invalid URL with a password in it is not repeated', async () => {
  const urls = [
    'postgres://u:s3cret#word@h/d',
    'postgres://u:s3cret/word@h/d',
    'mysql://u:s3cret-word@h/d',
    's3cret-word',
  ]
  for (const DATABASE_URL of urls) {
    const { stdout, stderr, exitCode } = await runCli(['up', '--verbose', '--json'], {
      env: { DATABASE_URL },
    })
    expect(exitCode).toBe(2)
    expect(stdout + stderr).not.toMatch(/s3cret/)
  }
  const misplaced = await runCli(['up', '004', 'postgres://u:s3cret-word@h/d'])
  expect(misplaced.exitCode).toBe(2)
  expect(misplaced.stderr).not.toMatch(/s3cret/)
})

describe('TLS is as the URL says', () => {
  test('sslmode=prefer goes on without it where the server has none, require does not', async () => {
    const client = await database.client()
    const { rows } = await client.query<{ ssl: string }>(`select current_setting('ssl') as ssl`)
    const hasTls = rows[0]?.ssl === 'on'
    const run = (mode: string) => runCli(['status', '--url', `${database.url}?sslmode=${mode}`])
    expect(await run('prefer')).toMatchObject({ exitCode: 0 })
    expect(await run('disable')).toMatchObject({ exitCode: 0 })
    expect(await run('require')).toMatchObject({ exitCode: hasTls ? 0 : 8 })
  })
})

test('wait returns when the server comes up, and gives up after its time', async () => {
  let toTurnAway = 2
  const proxy = createServer((socket) => {
    socket.on('error', () => {})
    toTurnAway -= 1
    if (toTurnAway >= 0) return void socket.destroy()
    const upstream = connect(Number(url.port), url.hostname)
    socket.pipe(upstream).pipe(socket)
    socket.on('error', () => upstream.destroy())
    upstream.on('error', () => socket.destroy())
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => proxy.once('listening', resolve))
  const address = proxy.address()
  const through = new URL(database.url)
  through.host = `127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  const late = startCli(['wait', '--timeout', '30s', '--json'], { env: { DATABASE_URL: through.href } })
  const { exitCode, stdout } = await late.done
  proxy.close()
  expect(exitCode).toBe(0)
  expect(JSON.parse(stdout).attempts).toBe(3)

  const never = await runCli(['wait', '--timeout', '500ms'], {
    env: { DATABASE_URL: 'postgres://127.0.0.1:1/db' },
  })
  expect(never).toMatchObject({ exitCode: 8 })
})
