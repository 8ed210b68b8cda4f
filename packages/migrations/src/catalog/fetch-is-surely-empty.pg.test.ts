import { afterAll, beforeAll, expect, test } from 'vitest'
import { type OpenDatabase, openDatabase } from '../../test/open-database.ts'
import { fetchIsSurelyEmpty } from './fetch-is-surely-empty.ts'

let open: OpenDatabase
beforeAll(async () => {
  open = await openDatabase()
  await open.sql('create table empty (a int); create table full_one as select 1 as a')
})
afterAll(() => open.close())

test.each([
  ['empty', true],
  ['full_one', false],
  ['nothing', false],
])('of %s it says %s', async (table, isEmpty) => {
  expect(await fetchIsSurelyEmpty(open.pool, 'public', table)).toBe(isEmpty)
})
