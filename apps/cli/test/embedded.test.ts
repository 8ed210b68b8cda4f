import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runCli, startCli } from './run-cli.ts'

let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'omni-embedded-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function run(...args: string[]) {
  return runCli(args, { env: { OMNI_DATA_DIR: folder } })
}

/** Returns the process ids of the servers that run on data in the folder. */
function serversOfFolder(): number[] {
  const pids = globSync('**/postmaster.pid', { cwd: folder }).map((file) =>
    Number.parseInt(readFileSync(join(folder, file), 'utf8'), 10),
  )
  return pids.filter((pid) => {
    try {
      return process.kill(pid, 0)
    } catch {
      return false
    }
  })
}

test('two calls at once share one embedded server, announce it in one line, and leave no process behind', async () => {
  const [first, second] = await Promise.all([run('up', '--json'), run('up', '--json')])
  expect(first).toMatchObject({ exitCode: 0 })
  expect(second).toMatchObject({ exitCode: 0 })
  const applied = [first, second].flatMap(({ stdout }) => JSON.parse(stdout).applied)
  expect(applied).toHaveLength(1)
  for (const { stderr } of [first, second]) {
    expect(
      stderr.match(/^no DATABASE_URL: using the embedded PostgreSQL on port \d+, its data is in .*$/gm),
    ).toHaveLength(1)
  }
  expect(serversOfFolder()).toEqual([])
})

test('the data is kept between calls', async () => {
  const { stdout, exitCode } = await run('status', '--json', '--exit-code')
  expect(JSON.parse(stdout)).toMatchObject({ pending: [], migrations: [{ state: 'applied' }] })
  expect(exitCode).toBe(0)
})

test('--embedded allows it in CI, and goes before DATABASE_URL', async () => {
  const env = { OMNI_DATA_DIR: folder, CI: 'true', DATABASE_URL: 'postgres://127.0.0.1:1/db' }
  const { exitCode, stderr } = await runCli(['up', '--embedded'], { env })
  expect(exitCode).toBe(0)
  expect(stderr).toMatch(/^using the embedded PostgreSQL on port \d+/)
})

test('--quiet does not announce it', async () => {
  expect(await run('up', '--quiet')).toMatchObject({ exitCode: 0, stderr: '' })
})

test('a failure and an interruption release it too', async () => {
  expect(await run('up', '999')).toMatchObject({ exitCode: 2 })
  expect(serversOfFolder()).toEqual([])

  const { child, done } = startCli(['wait', '--verbose'], { env: { OMNI_DATA_DIR: folder } })
  await sleep(300)
  child.kill('SIGINT')
  await done
  expect(serversOfFolder()).toEqual([])
})

test('serve keeps it up, says how to connect without showing the password, and gives it back on Ctrl-C', async () => {
  const { child, done } = startCli(['serve'], {
    env: { OMNI_DATA_DIR: folder, DATABASE_URL: 'postgres://h/d' },
  })
  let stderr = ''
  child.stderr?.on('data', (chunk) => {
    stderr += chunk
  })
  for (let tries = 0; !stderr.includes('Ctrl-C') && tries < 400; tries += 1) await sleep(25)
  const [, passwordFile = '', port = ''] =
    /PGPASSFILE=(\S+) psql -h 127\.0\.0\.1 -p (\d+) -U postgres omni/.exec(stderr) ?? []
  const password = readFileSync(passwordFile, 'utf8').trim().split(':').at(-1) ?? ''
  const client = new pg.Client(`postgres://postgres:${password}@127.0.0.1:${port}/omni`)
  await client.connect()
  await client.query('select 1')
  await client.end()
  expect(await run('status', '--json')).toMatchObject({ exitCode: 0 })
  expect(serversOfFolder()).toHaveLength(1)
  child.kill('SIGINT')
  const served = await done
  expect(served.exitCode).toBe(0)
  expect(`${served.stdout}${served.stderr}`).not.toContain(password)
  expect(serversOfFolder()).toEqual([])
})

test('after kill -9 the next call works, and leaves no process behind', async () => {
  const { child, done } = startCli(['up'], { env: { OMNI_DATA_DIR: folder } })
  for (let tries = 0; serversOfFolder().length === 0 && tries < 200; tries += 1) await sleep(25)
  child.kill('SIGKILL')
  await done
  expect(await run('up')).toMatchObject({ exitCode: 0 })
  expect(serversOfFolder()).toEqual([])
})
