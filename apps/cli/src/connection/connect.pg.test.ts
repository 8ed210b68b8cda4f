import { createTestDatabase, type TestDatabase } from '@omni/test-postgres'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect, withClient } from './connect.ts'

let database: TestDatabase
let pool: pg.Pool
const { signal } = new AbortController()

beforeAll(async () => {
  database = await createTestDatabase()
  pool = new pg.Pool({ connectionString: database.url, max: 1 })
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
})
afterAll(async () => {
  await pool.end()
  await database.drop()
})

test('a session that the server ends is CONNECTION_LOST, and the pool gives a new one', async () => {
  const lost = withClient({ pool, signal }, (client) =>
    client.query('select pg_terminate_backend(pg_backend_pid())'),
  )
  await expect(lost).rejects.toMatchObject({ code: 'CONNECTION_LOST' })
  await withClient({ pool, signal }, (client) => client.query('select 1'))
})

test('any other error is passed on as it is', async () => {
  await expect(withClient({ pool, signal }, (client) => client.query('select 1/0'))).rejects.toMatchObject({
    code: '22012',
  })
})

test('a pool that cannot connect is CANNOT_CONNECT', async () => {
  const nowhere = new pg.Pool({ connectionString: 'postgres://127.0.0.1:1/db' })
  await expect(connect(nowhere, signal)).rejects.toMatchObject({
    code: 'CANNOT_CONNECT',
    details: { code: 'ECONNREFUSED' },
  })
  await nowhere.end()
})

test('who interrupts does not wait for the connection', async () => {
  const busy = await pool.connect()
  const controller = new AbortController()
  const waiting = connect(pool, controller.signal)
  controller.abort(new Error('stop'))
  await expect(waiting).rejects.toThrow('stop')
  await expect(connect(pool, controller.signal)).rejects.toThrow('stop')
  busy.release()
  expect(await pool.query('select 1 as one')).toMatchObject({ rows: [{ one: 1 }] })
})
