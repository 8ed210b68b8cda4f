import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { type LocalServer, startServer } from '@omni/local-server'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runCli } from './run-cli.ts'

const fixtures = fileURLToPath(new URL('fixtures/tls/', import.meta.url))

let folder: string
let server: LocalServer

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'omni-tls-'))
  server = await startServer({ dataDir: join(folder, 'data'), temporary: true })
  const client = new Client(server.url)
  await client.connect()
  for (const name of ['server.pem', 'server.key']) {
    // Written by the server, so that it owns its key, whoever it runs as.
    const pem = await readFile(join(fixtures, name), 'utf8')
    const lines = `select pg_catalog.unnest(pg_catalog.string_to_array('${pem.trim()}', e'\\n'))`
    await client.query(`copy (${lines}) to '${join(folder, 'data', name)}'`)
    await chmod(join(folder, 'data', name), 0o600)
  }
  await client.query(`alter system set ssl_cert_file = 'server.pem'`)
  await client.query(`alter system set ssl_key_file = 'server.key'`)
  await client.query('alter system set ssl = on')
  await client.query('select pg_reload_conf()')
  await client.end()
  for (let tries = 0; tries < 100; tries += 1) {
    if ((await status('localhost', '?sslmode=require')).exitCode === 0) return
    await sleep(50)
  }
})
afterAll(async () => {
  await server.stop()
  await rm(folder, { recursive: true, force: true })
})

function status(host: string, query: string, env: Record<string, string> = {}) {
  const url = new URL(server.url)
  url.hostname = host
  return runCli(['status'], { env: { DATABASE_URL: `${url.href}${query}`, ...env } })
}

const CA = `sslrootcert=${join(fixtures, 'ca.pem')}`

test.each([
  ['require encrypts, and believes any certificate, as psql does', 'localhost', '?sslmode=require', 0],
  ['prefer uses TLS where the server has it', 'localhost', '?sslmode=prefer', 0],
  ['disable does without', 'localhost', '?sslmode=disable', 0],
  ['verify-full refuses a certificate that nobody known has signed', 'localhost', '?sslmode=verify-full', 8],
  ['verify-full with the authority', 'localhost', `?sslmode=verify-full&${CA}`, 0],
  ['verify-full refuses another name', '127.0.0.1', `?sslmode=verify-full&${CA}`, 8],
  ['verify-ca does not look at the name', '127.0.0.1', `?sslmode=verify-ca&${CA}`, 0],
  ['a certificate that is no file', 'localhost', '?sslmode=verify-full&sslrootcert=/absent.pem', 2],
])('%s', async (_name, host, query, exitCode) => {
  const result = await status(host, query)
  expect({ exitCode: result.exitCode, stderr: result.stderr }).toEqual({
    exitCode,
    stderr: exitCode === 0 ? '' : expect.stringMatching(/^error (CANNOT_CONNECT|TLS_FILE_UNREADABLE)\n/),
  })
})

test('PGSSLMODE and PGSSLROOTCERT apply where the URL says nothing', async () => {
  const env = { PGSSLMODE: 'verify-full', PGSSLROOTCERT: join(fixtures, 'ca.pem') }
  expect(await status('localhost', '', env)).toMatchObject({ exitCode: 0 })
  expect(await status('127.0.0.1', '', env)).toMatchObject({ exitCode: 8 })
})
