import { createTestDatabase, type PgBouncer, startPgBouncer, type TestDatabase } from '@omni/test-postgres'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createEnumSafe, dropEnumSafe } from './index.ts'
import { nodeType, tour } from './testing/tour.ts'

let database: TestDatabase
let bouncer: PgBouncer
let pool: pg.Pool

beforeAll(async () => {
  database = await createTestDatabase()
  bouncer = await startPgBouncer({ serverUrl: database.url, poolSize: 3 })
  pool = new pg.Pool({ connectionString: bouncer.url, max: 20 })
})
afterAll(async () => {
  await pool.end()
  await bouncer.stop()
  await database.drop()
})

beforeEach(() => pool.query('drop schema public cascade; create schema public'))

test('every function works through a pooler in transaction mode, on whichever connection', async () => {
  await tour(pool)
})

test('every function works in a transaction through a pooler in transaction mode', async () => {
  const client = await pool.connect()
  await client.query('begin')
  await tour(client)
  await client.query('commit')
  client.release()
})

test('of twenty clients that share three connections one creates and one drops', async () => {
  for (let round = 0; round < 5; round += 1) {
    const others = Array.from({ length: 19 })
    const created = await Promise.all([0, ...others].map(() => createEnumSafe(pool, nodeType)))
    expect(created.toSorted()).toEqual(['created', ...others.map(() => 'exists')])
    const dropped = await Promise.all([0, ...others].map(() => dropEnumSafe(pool, nodeType)))
    expect(dropped.toSorted()).toEqual([...others.map(() => 'absent'), 'dropped'])
  }
})
