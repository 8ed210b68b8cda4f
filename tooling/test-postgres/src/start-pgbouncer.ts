import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chown, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { withAdmin } from './with-admin.ts'

/** PgBouncer refuses root; every system has `nobody`. */
const NOBODY = 65_534

/** Runs a program until stdin ends, which it does when this process lets go or dies, of kill -9 too. */
const SCRIPT = 'exec 3<&0; "$@" </dev/null 3<&- & cat <&3 >/dev/null; kill $!; wait'

export interface PgBouncerOptions {
  /** A server or database, as `TestServer.url` or `TestDatabase.url`; its user is the only one that is let through. */
  readonly serverUrl: string
  /** Connections to the server for each pair of user and database. */
  readonly poolSize: number
  /** Path of the program; `OMNI_TEST_PGBOUNCER` by default. */
  readonly binary?: string
}

export interface PgBouncer {
  /** The same database, through the pooler. */
  readonly url: string
  stop(): Promise<void>
}

/** Starts PgBouncer in transaction mode in front of a server. */
export async function startPgBouncer(options: PgBouncerOptions): Promise<PgBouncer> {
  const binary = options.binary ?? process.env.OMNI_TEST_PGBOUNCER
  if (!binary) {
    throw new Error(
      'OMNI_TEST_PGBOUNCER names no program: apt-get install pgbouncer, then set it to /usr/sbin/pgbouncer',
    )
  }
  const folder = await mkdtemp(join(tmpdir(), 'omni-pgbouncer-'))
  const port = await findFreePort()
  const config = await writeConfig(folder, port, options)
  const child = run(binary, config)
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      const exit = once(child, 'exit')
      child.stdin?.destroy()
      await exit
    }
    await rm(folder, { recursive: true, force: true })
  }
  const url = new URL(options.serverUrl)
  url.host = `127.0.0.1:${port}`
  try {
    await waitUntilReady(url.href, join(folder, 'log'))
  } catch (error) {
    await stop()
    throw error
  }
  return { url: url.href, stop }
}

async function writeConfig(
  folder: string,
  port: number,
  { serverUrl, poolSize }: PgBouncerOptions,
): Promise<string> {
  const server = new URL(serverUrl)
  const quoted = (text: string) => `"${decodeURIComponent(text).replaceAll('"', '""')}"`
  const files = {
    users: `${quoted(server.username)} ${quoted(server.password)}\n`,
    ini: `
[databases]
* = host=${server.hostname} port=${server.port || 5432}

[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = trust
auth_file = ${join(folder, 'users')}
pool_mode = transaction
default_pool_size = ${poolSize}
max_client_conn = 500
logfile = ${join(folder, 'log')}
`,
  }
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text, { mode: 0o600 })
  if (process.getuid?.() === 0) {
    for (const path of ['', ...Object.keys(files)]) await chown(join(folder, path), NOBODY, NOBODY)
  }
  return join(folder, 'ini')
}

function run(binary: string, config: string): ChildProcess {
  const user = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {}
  return spawn('sh', ['-c', SCRIPT, 'sh', binary, '--quiet', config], {
    ...user,
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
}

async function waitUntilReady(url: string, logFile: string): Promise<void> {
  const deadline = Date.now() + 20_000
  for (;;) {
    try {
      await withAdmin(url, (client) => client.query('select 1'))
      return
    } catch (cause) {
      if (Date.now() > deadline) {
        const log = await readFile(logFile, 'utf8').catch(() => 'nothing')
        throw new Error(`PgBouncer does not answer; its log says:\n${log}`, { cause })
      }
      await sleep(50)
    }
  }
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  if (address === null || typeof address === 'string') throw new Error('the system gave no port')
  return address.port
}
