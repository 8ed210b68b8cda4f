import { startTestServer, type TestDatabase, type TestServer } from '@omni/test-postgres'
import type { Client } from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { awaitOpenTransactions } from './await-open-transactions.ts'
import { isOmniError } from './index.ts'

const ref = { schema: 'public', name: 'e' }

// A server of its own: what is open in other sessions is what this is about, prepared transactions included.
let server: TestServer
let database: TestDatabase
let elsewhere: TestDatabase
let client: Client
let other: Client

beforeAll(async () => {
  server = await startTestServer({ kind: 'embedded', url: null, major: inject('testServer').major })
  database = await server.createDatabase()
  elsewhere = await server.createDatabase()
  client = await database.client()
  other = await database.client()
  await client.query('create table t (x int)')
})
afterAll(async () => {
  await database.drop()
  await elsewhere.drop()
  await server.stop()
})

beforeEach(async () => {
  await client.query('rollback')
  await other.query('rollback')
})

/** Returns how it ended, and whether that was at once. */
async function outcome(waitMs: number): Promise<{ code: string; atOnce: boolean }> {
  const start = performance.now()
  const code = await awaitOpenTransactions(client, ref, { waitMs }).then(
    () => 'free',
    (error: unknown) => (isOmniError(error) ? error.code : String(error)),
  )
  return { code, atOnce: performance.now() - start < 2_000 }
}

test('nothing open is nothing to wait for', async () => {
  expect(await outcome(30_000)).toEqual({ code: 'free', atOnce: true })
})

describe('a transaction that', () => {
  test.each([
    ['has made a table', 'create table u (x int)'],
    ['has made a function', `create function f() returns int language sql as 'select 1'`],
    ['has written a row', 'insert into t values (1)'],
    ['has locked a table as one that adds a column would', 'lock table t in access exclusive mode'],
  ])('%s is waited for', async (_, sql) => {
    await other.query(`begin; ${sql}`)
    expect((await outcome(150)).code).toBe('DROP_BLOCKED')
    const ending = new Promise((resolve) => setTimeout(resolve, 150)).then(() => other.query('rollback'))
    expect(await outcome(30_000)).toEqual({ code: 'free', atOnce: true })
    await ending
  })

  test.each([
    ['has only read', 'select * from t'],
    ['has locked rows that it reads', 'select * from t for share'],
    ['has done nothing yet', 'select 1'],
  ])('%s is not', async (_, sql) => {
    await other.query(`begin; ${sql}`)
    expect(await outcome(30_000)).toEqual({ code: 'free', atOnce: true })
  })

  test('is running a statement is given time to show what it does', async () => {
    const running = other.query('select pg_sleep(3)')
    for (let active = 0; active === 0; ) {
      const { rows } = await client.query(
        `select from pg_stat_activity where query = 'select pg_sleep(3)' and state = 'active'`,
      )
      active = rows.length
    }
    const start = performance.now()
    expect(await outcome(30_000)).toEqual({ code: 'free', atOnce: true })
    expect(performance.now() - start).toBeGreaterThan(90)
    await running
  })

  test('begins only after the wait has begun is not waited for', async () => {
    await other.query('begin; insert into t values (1)')
    const waiting = outcome(30_000)
    await new Promise((resolve) => setTimeout(resolve, 60))
    const late = await database.client()
    await late.query('begin; insert into t values (2)')
    await other.query('commit')
    expect(await waiting).toEqual({ code: 'free', atOnce: true })
    await late.query('rollback')
  })

  test('belongs to another database is not waited for', async () => {
    const stranger = await elsewhere.client()
    await stranger.query('begin; create table u (x int)')
    expect(await outcome(30_000)).toEqual({ code: 'free', atOnce: true })
    await stranger.query('rollback')
  })
})

describe('a prepared transaction', () => {
  test('is waited for, and named as what it is', async () => {
    await other.query(`begin; create table u (x int); prepare transaction 'left behind'`)
    await expect(awaitOpenTransactions(client, ref, { waitMs: 100 })).rejects.toMatchObject({
      code: 'DROP_BLOCKED',
      details: { sessions: [{ pid: null, user: null, application: null }] },
      hint: 'Wait for it to end, then re-run.',
    })
    await other.query(`rollback prepared 'left behind'`)
    expect(await outcome(30_000)).toEqual({ code: 'free', atOnce: true })
  })

  test('of another database is not waited for', async () => {
    const stranger = await elsewhere.client()
    await stranger.query(`begin; create table u (x int); prepare transaction 'elsewhere'`)
    expect(await outcome(30_000)).toEqual({ code: 'free', atOnce: true })
    await stranger.query(`rollback prepared 'elsewhere'`)
  })
})

test('a role that may not see what others do is as careful', async () => {
  await client.query('create role nobody_special')
  await client.query('set role nobody_special')
  await other.query('begin; create table u (x int)')
  expect((await outcome(150)).code).toBe('DROP_BLOCKED')
  await client.query('reset role')
})
