import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from './index.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

test('a test file has an empty database of its own on the major that was asked for', async () => {
  const client = await database.client()
  const { rows } = await client.query(`
    select pg_catalog.current_database() as "name",
           pg_catalog.current_setting('server_version_num')::int / 10000 as "major",
           (select pg_catalog.count(*)::int from pg_catalog.pg_class
             where relnamespace = 'public'::pg_catalog.regnamespace) as "relations"`)
  expect(rows).toEqual([{ name: database.name, major: database.major, relations: 0 }])
})

test('two databases are two', async () => {
  const other = await createTestDatabase()
  expect(other.name).not.toBe(database.name)
  await other.drop()
})
