import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { ask } from '../test/fixtures/ask.ts'
import { type Fixture, runFixture } from '../test/fixtures/run-fixture.ts'
import { temporaryFolder } from '../test/fixtures/temporary-folder.ts'
import { acquireSharedServer } from './acquire-shared-server.ts'
import { findRunningServer } from './postmaster-pid.ts'
import { stopRunning } from './shared-server.ts'

async function sharedFolder(): Promise<string> {
  const folder = await temporaryFolder()
  onTestFinished(() => stopRunning(join(folder, 'data')))
  return folder
}

function hold(folder: string): Fixture {
  const fixture = runFixture('hold-shared-server', folder)
  onTestFinished(() => void fixture.child.kill('SIGKILL'))
  return fixture
}

async function letGo(...fixtures: Fixture[]): Promise<(number | null)[]> {
  for (const { child } of fixtures) child.stdin?.end()
  return Promise.all(fixtures.map(({ ended }) => ended))
}

async function killHard({ child, ended }: Fixture): Promise<void> {
  child.kill('SIGKILL')
  await ended
}

const running = (folder: string) => findRunningServer(join(folder, 'data'))

test('the first starts the server, the second shares it, the last to release stops it', async () => {
  const folder = await sharedFolder()
  const first = await acquireSharedServer({ dataDir: folder })
  const second = await acquireSharedServer({ dataDir: folder })
  expect([first.startedHere, second.startedHere]).toEqual([true, false])
  expect(second.url).toBe(first.url)
  await first.release()
  await first.release()
  expect(await ask(second.url, 'select 1 as one')).toEqual([{ one: 1 }])
  await second.release()
  expect(await running(folder)).toBeNull()
  expect(await readdir(join(folder, 'leases'))).toEqual([])
})

test('data, password and database are there again after a restart', async () => {
  const folder = await sharedFolder()
  const before = await acquireSharedServer({ dataDir: folder, database: 'Name with "quotes"' })
  await ask(before.url, 'create table kept as select 7 as value')
  await before.release()
  const after = await acquireSharedServer({ dataDir: folder, database: 'Name with "quotes"' })
  expect(after.startedHere).toBe(true)
  expect(await ask(after.url, 'select value from kept')).toEqual([{ value: 7 }])
  await after.release()
})

test('of ten processes at once on an empty folder one starts the server and all share it', async () => {
  const folder = await sharedFolder()
  const ten = Array.from({ length: 10 }, () => hold(folder))
  const lines = await Promise.all(ten.map(({ line }) => line))
  expect(lines.filter(({ startedHere }) => startedHere)).toHaveLength(1)
  expect(new Set(lines.map(({ url }) => url)).size).toBe(1)
  expect(await letGo(...ten)).toEqual(Array(10).fill(0))
  expect(await running(folder)).toBeNull()
})

test('the server outlives kill -9 of the process that started it, and goes with the last one', async () => {
  const folder = await sharedFolder()
  const starter = hold(folder)
  await starter.line
  const other = hold(folder)
  const { url, startedHere } = await other.line
  expect(startedHere).toBe(false)
  await killHard(starter)
  expect(await ask(url, 'select 1 as one')).toEqual([{ one: 1 }])
  expect(await letGo(other)).toEqual([0])
  expect(await running(folder)).toBeNull()
})

test('a server that was left by kill -9 of its only user is used by the next and then stopped', async () => {
  const folder = await sharedFolder()
  const only = hold(folder)
  const { url } = await only.line
  await killHard(only)
  const next = await acquireSharedServer({ dataDir: folder, database: 'shared' })
  expect(next).toMatchObject({ url, startedHere: false })
  await next.release()
  expect(await running(folder)).toBeNull()
})

test('a process that is killed in the middle of initdb leaves nothing that matters', async () => {
  const folder = await sharedFolder()
  const killed = hold(folder)
  killed.line.catch(() => {})
  while (!(await readdir(folder)).some((name) => name.includes('.init-'))) await sleep(5)
  await sleep(100)
  await killHard(killed)
  const next = await acquireSharedServer({ dataDir: folder })
  expect(next.startedHere).toBe(true)
  await next.release()
  expect((await readdir(folder)).sort()).toEqual(['data', 'leases', 'pgpass'])
})

test('kill -9 of the server itself is put right by the next process', async () => {
  const folder = await sharedFolder()
  const before = await acquireSharedServer({ dataDir: folder })
  await ask(before.url, 'create table kept as select 7 as value')
  process.kill((await running(folder))?.pid ?? Number.NaN, 'SIGKILL')
  const after = await acquireSharedServer({ dataDir: folder })
  expect(after.startedHere).toBe(true)
  expect(await ask(after.url, 'select value from kept')).toEqual([{ value: 7 }])
  await before.release()
  await after.release()
  expect(await running(folder)).toBeNull()
})

test('a postmaster.pid from before a reboot, whose number is another program by now, is put aside', async () => {
  const folder = await sharedFolder()
  const server = await acquireSharedServer({ dataDir: folder })
  const file = join(folder, 'data', 'postmaster.pid')
  const lines = (await readFile(file, 'utf8')).split('\n')
  await server.release()
  await writeFile(file, [process.pid, ...lines.slice(1)].join('\n'))
  const next = await acquireSharedServer({ dataDir: folder })
  expect(next.startedHere).toBe(true)
  await next.release()
})

test('a lease with the number of another process, or half of one, counts for nothing', async () => {
  const folder = await sharedFolder()
  await mkdir(join(folder, 'leases'))
  await writeFile(join(folder, 'leases', 'reused.json'), `{"pid":${process.pid},"started":"another time"}`)
  await writeFile(join(folder, 'leases', 'half.json'), '{"pid":')
  const server = await acquireSharedServer({ dataDir: folder })
  await server.release()
  expect(await running(folder)).toBeNull()
})

test('a data folder of another major version is refused with a way out that deletes nothing', async () => {
  const folder = await sharedFolder()
  await mkdir(join(folder, 'data'))
  await writeFile(join(folder, 'data', 'PG_VERSION'), '15\n')
  const error = await acquireSharedServer({ dataDir: folder }).catch((thrown: unknown) => thrown)
  expect(error).toMatchObject({
    code: 'DATA_DIR_VERSION',
    message: `The data in '${folder}/data' belongs to PostgreSQL 15, this is PostgreSQL 18.`,
    hint: `Put it aside, nothing is deleted, and start anew: mv '${folder}/data' '${folder}/data.pg15'`,
  })
  expect(await readdir(folder)).toEqual(['data'])
})

test('the password is readable by its owner alone', async () => {
  const folder = await sharedFolder()
  const server = await acquireSharedServer({ dataDir: folder })
  const { mode } = await stat(join(folder, 'data', 'omni-password'))
  expect(mode & 0o777).toBe(0o600)
  await server.release()
})

test('a folder that only its owner may enter is good enough, for root too', async () => {
  const folder = await sharedFolder()
  await chmod(folder, 0o700)
  const server = await acquireSharedServer({ dataDir: join(folder, 'below') })
  expect(await ask(server.url, 'select 1 as one')).toEqual([{ one: 1 }])
  await server.release()
})
