import { createTestDatabase, type TestDatabase } from '@omni/test-postgres'
import type pg from 'pg'
import { afterAll, beforeAll, expect, expectTypeOf, test } from 'vitest'
import { checkEnumDependencies, checkEnums, type Queryable } from './index.ts'
import { type NamedQueryable, prepared } from './pg.ts'

const definition = { schema: 'public', name: 'e', values: ['a', 'b'] }

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
  const client = await database.client()
  await client.query(`create type public.e as enum ('a', 'b'); create table public.t (c public.e)`)
})
afterAll(() => database.drop())

async function preparedNames(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query(
    'select name from pg_catalog.pg_prepared_statements order by prepare_time',
  )
  return rows.map((row) => row.name)
}

test('statements with parameters are prepared once for a session, and answer as the others do', async () => {
  const client = await database.client()
  const named = prepared(client)
  const first = await checkEnums(named, [definition])
  const names = await preparedNames(client)
  expect(names).toHaveLength(1)
  expect(names[0]).toMatch(/^omni_[0-9a-f]{16}$/)
  for (let round = 0; round < 10; round += 1) expect(await checkEnums(named, [definition])).toEqual(first)
  expect(first).toEqual(await checkEnums(client, [definition]))
  expect(await preparedNames(client)).toEqual(names)
  expect(await checkEnumDependencies(named, definition)).toEqual(
    await checkEnumDependencies(client, definition),
  )
  expect(await preparedNames(client)).toHaveLength(2)
})

test('the same statement has the same name in every session, another statement another', async () => {
  const clients = [await database.client(), await database.client()]
  for (const client of clients) {
    await checkEnums(prepared(client), [definition])
    await checkEnumDependencies(prepared(client), definition)
  }
  const [one = [], two] = await Promise.all(clients.map(preparedNames))
  expect(one).toEqual(two)
  expect(new Set(one).size).toBe(2)
})

test('the answer is of now, not of when the statement was prepared', async () => {
  const client = await database.client()
  const named = prepared(client)
  for (let round = 0; round < 8; round += 1) await checkEnums(named, [definition])
  await client.query(`alter type public.e add value 'c'`)
  expect(await checkEnums(named, [definition])).toMatchObject([{ actual: ['a', 'b', 'c'] }])
  await client.query('create schema app; set search_path = app')
  expect(await checkEnums(named, [{ name: 'e', values: ['a'] }])).toMatchObject([
    { status: 'absent', schema: 'app' },
  ])
})

test('statements without parameters are not prepared', async () => {
  const client = await database.client()
  await prepared(client).query('select 1')
  expect(await preparedNames(client)).toEqual([])
})

test('a client and a pool of pg fit, and the result fits every function of the guard', () => {
  expectTypeOf<pg.Client>().toExtend<NamedQueryable>()
  expectTypeOf<pg.PoolClient>().toExtend<NamedQueryable>()
  expectTypeOf<pg.Pool>().toExtend<NamedQueryable>()
  expectTypeOf(prepared).returns.toEqualTypeOf<Queryable>()
})
