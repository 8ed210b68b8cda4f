import type { PGlite } from '@electric-sql/pglite'
import { createTestDatabase, type TestDatabase } from '@omni/test-postgres'
import { CamelCasePlugin, type ControlledTransaction, Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, expectTypeOf, test } from 'vitest'
import { createEnumSafe, type Queryable, validateEnumValues } from './index.ts'
import { fromKysely } from './kysely.ts'
import { prepared } from './pg.ts'
import { nodeType, tour } from './testing/tour.ts'

let database: TestDatabase
let observer: pg.Client
let pool: pg.Pool
let kysely: Kysely<unknown>

beforeAll(async () => {
  database = await createTestDatabase()
  observer = await database.client()
  pool = new pg.Pool({ connectionString: database.url, max: 4 })
  kysely = new Kysely({ dialect: new PostgresDialect({ pool }), plugins: [new CamelCasePlugin()] })
})
afterAll(async () => {
  await pool.end()
  await database.drop()
})

beforeEach(() => observer.query('drop schema public cascade; create schema public'))

describe('every function works', () => {
  test('through a client of pg', async () => {
    const client = await database.client()
    await tour(client)
    expect((await client.query('select 1 as open')).rows).toEqual([{ open: 1 }])
  })

  test('through a pool of pg, on whichever connection', async () => {
    await tour(pool)
    expect((await pool.query('select 1 as open')).rows).toEqual([{ open: 1 }])
    expect(pool.idleCount).toBe(pool.totalCount)
  })

  test('through a client of a pool, which stays checked out', async () => {
    const client = await pool.connect()
    const idle = pool.idleCount
    await tour(client)
    expect(pool.idleCount).toBe(idle)
    client.release()
  })

  test('through a client of pg inside a transaction', async () => {
    const client = await database.client()
    await client.query('begin')
    await tour(client)
    await client.query('commit')
  })

  test('through prepared statements', async () => {
    await tour(prepared(await database.client()))
    await tour(prepared(pool))
  })

  test('through Kysely, with a plugin that would rename columns', async () => {
    await tour(fromKysely(kysely))
    expect(pool.idleCount).toBe(pool.totalCount)
  })

  test('through a transaction of Kysely', async () => {
    await kysely.transaction().execute((transaction) => tour(fromKysely(transaction)))
  })

  test('through a connection of Kysely', async () => {
    await kysely.connection().execute((connection) => tour(fromKysely(connection)))
  })

  test('through a controlled transaction of Kysely, and after a rollback to a savepoint', async () => {
    const transaction: ControlledTransaction<unknown> = await kysely.startTransaction().execute()
    await tour(fromKysely(transaction))
    const savepoint = await transaction.savepoint('before').execute()
    expect(await createEnumSafe(fromKysely(savepoint), nodeType)).toBe('created')
    const back = await savepoint.rollbackToSavepoint('before').execute()
    expect(await validateEnumValues(fromKysely(back), nodeType)).toBe(false)
    await tour(fromKysely(back))
    await transaction.commit().execute()
    expect(pool.idleCount).toBe(pool.totalCount)
  })
})

test('every function works for an ordinary role that owns nothing but the schema', async () => {
  const client = await database.client()
  const role = `omni_owner_${process.pid}`
  await client.query(`create role ${role}; alter schema public owner to ${role}; set role ${role}`)
  await tour(client)
  await client.query('begin')
  await tour(client)
  await client.query(`commit; reset role; alter schema public owner to current_user; drop role ${role}`)
})

test('what goes into each function is a type that each connection has', () => {
  expectTypeOf<pg.Client>().toExtend<Queryable>()
  expectTypeOf<pg.PoolClient>().toExtend<Queryable>()
  expectTypeOf<pg.Pool>().toExtend<Queryable>()
  expectTypeOf<PGlite>().toExtend<Queryable>()
  expectTypeOf<Kysely<unknown>>().not.toExtend<Queryable>()
})

test('an enum that a Kysely transaction creates is gone when it rolls back', async () => {
  const failing = kysely.transaction().execute(async (transaction) => {
    expect(await createEnumSafe(fromKysely(transaction), nodeType)).toBe('created')
    throw new Error('on purpose')
  })
  await expect(failing).rejects.toThrow('on purpose')
  expect(await validateEnumValues(observer, nodeType)).toBe(false)
})

test('twenty Kysely transactions of one pool race, and the work of all is committed', async () => {
  await observer.query('create table public.work (worker int)')
  const outcomes = await Promise.all(
    Array.from({ length: 20 }, (_, worker) =>
      kysely.transaction().execute(async (transaction) => {
        const db = fromKysely(transaction)
        await db.query('insert into public.work values ($1)', [worker])
        return createEnumSafe(db, nodeType)
      }),
    ),
  )
  expect(outcomes.toSorted()).toEqual(['created', ...Array.from({ length: 19 }, () => 'exists')])
  const { rows } = await observer.query('select from public.work')
  expect(rows).toHaveLength(20)
})
