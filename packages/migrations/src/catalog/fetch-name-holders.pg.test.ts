import { afterAll, beforeAll, expect, test } from 'vitest'
import { type OpenDatabase, openDatabase } from '../../test/open-database.ts'
import { fetchNameHolders } from './fetch-name-holders.ts'

let open: OpenDatabase
beforeAll(async () => {
  open = await openDatabase()
})
afterAll(() => open.close())

const plain = {
  isType: false,
  persistence: 'p',
  wholeSchema: null,
  whole: null,
  table: null,
  constraint: null,
}

test('relations of any kind hold a name, an index with its table and constraint', async () => {
  await open.sql(
    'create table t (a int constraint k primary key); create view v as select 1; create sequence s',
  )
  expect(await fetchNameHolders(open.pool, 'public', 't', ['k', 'v', 's', 'free'])).toEqual([
    { ...plain, name: 'k', kind: 'i', table: 't', constraint: 'k' },
    { ...plain, name: 's', kind: 'S' },
    { ...plain, name: 't', kind: 'r' },
    { ...plain, name: 'v', kind: 'v' },
  ])
})

test('a partition names its whole', async () => {
  await open.sql('create table w (a int) partition by list (a); create table p partition of w default')
  expect(await fetchNameHolders(open.pool, 'public', 'p', [])).toEqual([
    { ...plain, name: 'p', kind: 'r', wholeSchema: 'public', whole: 'w' },
  ])
})

test('a type holds the name of the table, but neither of an index nor as an automatic array type', async () => {
  await open.sql("create type e as enum ('a'); create type d as enum ('a')")
  expect(await fetchNameHolders(open.pool, 'public', 'e', ['d'])).toEqual([
    { ...plain, name: 'e', isType: true, kind: 'e', persistence: null },
  ])
  expect(await fetchNameHolders(open.pool, 'public', '_e', [])).toEqual([])
})
