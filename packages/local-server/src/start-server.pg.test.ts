import { once } from 'node:events'
import { access, cp, mkdir, readdir, writeFile } from 'node:fs/promises'
import { type AddressInfo, connect, createServer } from 'node:net'
import { networkInterfaces } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { ask } from '../test/fixtures/ask.ts'
import { runFixture } from '../test/fixtures/run-fixture.ts'
import { temporaryFolder } from '../test/fixtures/temporary-folder.ts'
import { findBinaries } from './find-binaries.ts'
import { findRunningServer } from './postmaster-pid.ts'
import { type LocalServer, type StartServerOptions, startServer } from './start-server.ts'

/** What these tests are about does not have to survive a crash. */
const FAST = { fsync: 'off' }

async function start(options: StartServerOptions): Promise<LocalServer> {
  const server = await startServer(options)
  onTestFinished(() => server.stop())
  return server
}

async function isGone(path: string): Promise<boolean> {
  for (let waited = 0; waited < 10_000; waited += 50) {
    if ((await access(path).catch(() => 'gone')) === 'gone') return true
    await sleep(50)
  }
  return false
}

function accepts(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 2_000 })
    const end = (answer: boolean) => () => {
      socket.destroy()
      resolve(answer)
    }
    socket.on('connect', end(true)).on('error', end(false)).on('timeout', end(false))
  })
}

test('a server starts with the settings that were given and is gone after stop', async () => {
  const dataDir = join(await temporaryFolder(), 'data')
  const server = await startServer({ dataDir, settings: FAST })
  expect(await ask(server.url, 'show fsync')).toEqual([{ fsync: 'off' }])
  await server.stop()
  await server.stop()
  expect(await findRunningServer(dataDir)).toBeNull()
  expect(await accepts('127.0.0.1', server.port)).toBe(false)
})

test('stop ends sessions that are still open', async () => {
  const server = await startServer({ dataDir: join(await temporaryFolder(), 'data'), settings: FAST })
  const sleeping = ask(server.url, 'select pg_catalog.pg_sleep(600)').catch((error: unknown) => error)
  while (
    (await ask(server.url, `select 1 from pg_catalog.pg_stat_activity where wait_event = 'PgSleep'`))
      .length === 0
  ) {
    await sleep(20)
  }
  await server.stop()
  expect(await sleeping).toMatchObject({ code: '57P01' })
})

test('a stopped server starts again with its data', async () => {
  const dataDir = join(await temporaryFolder(), 'data')
  const before = await startServer({ dataDir, settings: FAST })
  await ask(before.url, 'create table kept as select 7 as value')
  await before.stop()
  const after = await start({ dataDir, settings: FAST })
  expect(await ask(after.url, 'select value from kept')).toEqual([{ value: 7 }])
})

test('a temporary data folder is removed with the server', async () => {
  const folder = await temporaryFolder()
  const server = await startServer({ dataDir: join(folder, 'data'), temporary: true, settings: FAST })
  await server.stop()
  expect(await readdir(folder)).toEqual([])
})

test('the server listens on 127.0.0.1 alone and wants the password', async () => {
  const { url, port } = await start({ dataDir: join(await temporaryFolder(), 'data'), settings: FAST })
  const others = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
  expect(await accepts('127.0.0.1', port)).toBe(true)
  expect(await Promise.all(others.map(({ address }) => accepts(address, port)))).toEqual(
    others.map(() => false),
  )
  await expect(ask(url.replace(/:[0-9a-f]+@/, ':wrong@'), 'select 1')).rejects.toMatchObject({
    code: '28P01',
  })
})

test('kill -9 of the process that started it takes the server and its temporary folder along', async () => {
  const dataDir = join(await temporaryFolder(), 'data')
  const { child, line } = runFixture('start-server-and-stay', dataDir)
  const { port } = await line
  expect(await accepts('127.0.0.1', port)).toBe(true)
  child.kill('SIGKILL')
  expect(await isGone(dataDir)).toBe(true)
  expect(await accepts('127.0.0.1', port)).toBe(false)
})

test('a program that forgets to stop its server ends all the same, and the server with it', async () => {
  const dataDir = join(await temporaryFolder(), 'data')
  const { ended } = runFixture('start-server-and-stay', dataDir, 'forget')
  expect(await ended).toBe(0)
  expect(await isGone(dataDir)).toBe(true)
})

test('a port that is taken is an error with the words of the server', async () => {
  const dataDir = join(await temporaryFolder(), 'data')
  const other = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => void other.close())
  await once(other, 'listening')
  const { port } = other.address() as AddressInfo
  await expect(startServer({ dataDir, port, settings: FAST })).rejects.toMatchObject({
    code: 'SERVER_START_FAILED',
    message: expect.stringContaining('Address already in use'),
    hint: `Read the whole log: cat '${dataDir}/omni-server.log'`,
  })
})

test('a folder with something else in it is refused and left as it is', async () => {
  const folder = await temporaryFolder()
  await writeFile(join(folder, 'thesis.txt'), 'x')
  await expect(startServer({ dataDir: folder })).rejects.toMatchObject({
    code: 'DATA_DIR_INVALID',
    message: `'${folder}' is not empty and is not a PostgreSQL data folder.`,
  })
  expect(await readdir(folder)).toEqual(['thesis.txt'])
})

test('settings for clients in the environment do not reach the server', async () => {
  const settings = { PGPORT: '1', PGDATA: '/nowhere', PGOPTIONS: '-c fsync=on' }
  const before = Object.fromEntries(Object.keys(settings).map((name) => [name, process.env[name]]))
  Object.assign(process.env, settings)
  onTestFinished(() => {
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
    }
  })
  const { port } = await start({ dataDir: join(await temporaryFolder(), 'data'), settings: FAST })
  expect(await accepts('127.0.0.1', port)).toBe(true)
})

test('programs and data below a folder that only its owner may enter run, for root too', async () => {
  const folder = await temporaryFolder()
  const { postgres } = await findBinaries()
  const native = join(folder, 'private', 'native')
  await mkdir(dirname(native), { mode: 0o700 })
  await cp(dirname(dirname(postgres)), native, { recursive: true, verbatimSymlinks: true })
  const bin = (name: string) => join(native, 'bin', name)
  const { url } = await start({
    dataDir: join(folder, 'private', 'data'),
    binaries: { initdb: bin('initdb'), postgres: bin('postgres'), pg_ctl: bin('pg_ctl') },
  })
  expect(await ask(url, 'select 1 as one')).toEqual([{ one: 1 }])
})
