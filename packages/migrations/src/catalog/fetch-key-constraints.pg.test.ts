import { afterAll, beforeAll, expect, test } from 'vitest'
import { type OpenDatabase, openDatabase } from '../../test/open-database.ts'
import { fetchKeyConstraints } from './fetch-key-constraints.ts'

let open: OpenDatabase
beforeAll(async () => {
  open = await openDatabase()
  await open.sql(`create table t (a int, b int, constraint k primary key (b, a), constraint l unique (a) include (b) deferrable,
    constraint m check (a > b), constraint n check (true))`)
})
afterAll(() => open.close())

test('constraints come by name, with their columns in the order of the key', async () => {
  const rows = await fetchKeyConstraints(open.pool, 'public', 't')
  expect(rows.filter(({ kind }) => kind !== 'n')).toEqual([
    { name: 'k', kind: 'p', deferrable: false, columns: ['b', 'a'], includesMore: false },
    { name: 'l', kind: 'u', deferrable: true, columns: ['a'], includesMore: true },
    { name: 'm', kind: 'c', deferrable: false, columns: ['a', 'b'], includesMore: null },
    { name: 'n', kind: 'c', deferrable: false, columns: null, includesMore: null },
  ])
})
