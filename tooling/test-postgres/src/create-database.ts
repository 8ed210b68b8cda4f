import { randomBytes } from 'node:crypto'
import pg from 'pg'
import type { TestServerSource } from './test-server.ts'
import { withAdmin } from './with-admin.ts'

export interface TestDatabase {
  readonly url: string
  readonly name: string
  readonly major: number
  /** Returns a new connection, which `drop` closes. */
  client(): Promise<pg.Client>
  /** Closes the connections of `client`, ends all others and drops the database. */
  drop(): Promise<void>
}

export interface CreateDatabaseOptions {
  /** A name of its own is made up by default. */
  readonly name?: string
}

/** Creates an empty database on a server. */
export async function createDatabase(
  server: TestServerSource,
  { name = `omni_test_${process.pid}_${randomBytes(6).toString('hex')}` }: CreateDatabaseOptions = {},
): Promise<TestDatabase> {
  const identifier = pg.escapeIdentifier(name)
  // template0: whatever somebody left in template1 of a server that is not ours is no part of a test. Copying files
  // is what 14 always does, and three times as fast as the default since 15 where nothing waits for the disk.
  const strategy = server.major >= 15 ? 'strategy file_copy' : ''
  await withAdmin(server.url, (admin) =>
    admin.query(`create database ${identifier} template template0 ${strategy}`),
  )
  const url = urlOf(server.url, name)
  const clients: pg.Client[] = []
  return {
    url,
    name,
    major: server.major,
    async client() {
      const client = new pg.Client({ connectionString: url })
      // A test may kill the session; its queries say so, the event has nobody else to tell.
      client.on('error', () => {})
      clients.push(client)
      await client.connect()
      return client
    },
    async drop() {
      await Promise.all(clients.splice(0).map((client) => client.end()))
      await withAdmin(server.url, (admin) =>
        admin.query(`drop database if exists ${identifier} with (force)`),
      )
    },
  }
}

function urlOf(serverUrl: string, database: string): string {
  const url = new URL(serverUrl)
  url.pathname = `/${encodeURIComponent(database)}`
  return url.href
}
