import { createTestDatabase, type TestDatabase } from '@omni/test-postgres'
import type { Client } from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { defineEnum } from '../define-enum.ts'
import { mismatchOf, sentencesOf } from '../testing/follow-remedies.ts'
import { resetSchemas } from '../testing/reset-schemas.ts'

let database: TestDatabase
let client: Client
let role = ''
beforeAll(async () => {
  database = await createTestDatabase()
  client = await database.client()
  role = `${database.name}_role`
  await client.query(`create role ${role}`)
})
beforeEach(async () => {
  await resetSchemas(client)
  await client.query("create type e as enum ('a', 'b', 'x', 'c')")
})
afterAll(async () => {
  await resetSchemas(client)
  await client.query(`drop owned by ${role}; drop role ${role}`)
  await database.drop()
})

const abc = defineEnum({ schema: 'public', name: 'e', values: ['a', 'b', 'c'] })

/** Returns what the message says of rows, asked for by `role` in a transaction that has to stay usable. */
async function sentencesInTransaction(): Promise<string[]> {
  await client.query('begin')
  await client.query(`set local role ${role}`)
  const { message } = await mismatchOf(client, abc)
  await client.query('select 1')
  await client.query('commit')
  return sentencesOf(message).slice(0, -1)
}

test('rows of a table that the role may not read are not counted, and the transaction stays usable', async () => {
  await client.query('create table t (id int, k e)')
  expect(await sentencesInTransaction()).toMatchInlineSnapshot(`
    [
      "'x' has to go; column public.t.k uses the type, this role may not read its rows:",
    ]
  `)
  await client.query(`grant usage on schema public to ${role}; grant select (id) on t to ${role}`)
  expect(await sentencesInTransaction()).toMatchInlineSnapshot(`
    [
      "'x' has to go; column public.t.k uses the type, this role may not read its rows:",
    ]
  `)
  await client.query(`grant select (k) on t to ${role}`)
  expect(await sentencesInTransaction()).toMatchInlineSnapshot(`
    [
      "'x' has to go; column public.t.k uses the type, no row holds the label.",
    ]
  `)
})

test('neither are rows in a schema that the role may not enter', async () => {
  await client.query(
    `create table t (k e); grant select on t to ${role}; revoke usage on schema public from public`,
  )
  expect(await sentencesInTransaction()).toMatchInlineSnapshot(`
    [
      "'x' has to go; column public.t.k uses the type, this role may not read its rows:",
    ]
  `)
})

test('nor where row security would hide some, or refuse', async () => {
  await client.query(`
    create table t (owner text default 'somebody', k e);
    insert into t (k) values ('x');
    grant usage on schema public to ${role};
    alter table t owner to ${role};
    alter table t enable row level security;
    create policy own on t using (owner = current_user);
  `)
  expect(await sentencesInTransaction()).toMatchInlineSnapshot(`
    [
      "'x' has to go; column public.t.k uses the type, 1 row holds the label:",
    ]
  `)
  await client.query('alter table t force row level security')
  expect(await sentencesInTransaction()).toMatchInlineSnapshot(`
    [
      "'x' has to go; column public.t.k uses the type, row security may hide rows from this role: follow this as one that sees them all:",
    ]
  `)
  await client.query('set row_security = off')
  expect(await sentencesInTransaction()).toMatchInlineSnapshot(`
    [
      "'x' has to go; column public.t.k uses the type, row security may hide rows from this role: follow this as one that sees them all:",
    ]
  `)
  await client.query('reset row_security')
})

test('nor those of a foreign table, or of a table that one inherits from', async () => {
  await client.query('create foreign data wrapper fw; create server fs foreign data wrapper fw')
  await client.query(`
    create table p (k e);
    create foreign table ft () inherits (p) server fs;
    grant usage on schema public to ${role};
    grant select on p to ${role};
  `)
  expect(await sentencesInTransaction()).toMatchInlineSnapshot(`
    [
      "'x' has to go; column public.p.k uses the type, its rows are on another server; in the way of an UPDATE: foreign table public.ft",
      "Rebuilding the type without 'x' takes statements of your own, because this is in the way:",
      "- foreign table public.ft",
    ]
  `)
  await client.query('drop foreign data wrapper fw cascade')
})

test('nor those of a table beyond a gigabyte: a look at an enum must not take minutes', async () => {
  await client.query(`
    create table t (k e);
    insert into t values ('x');
    grant usage on schema public to ${role};
    grant select on t to ${role};
    update pg_class set relpages = 131073 where oid = 't'::regclass;
  `)
  expect(await sentencesInTransaction()).toMatchInlineSnapshot(`
    [
      "'x' has to go; column public.t.k uses the type, its table is too large to count rows in passing:",
    ]
  `)
})

test('where counting fails after all, the mismatch is still what is reported', async () => {
  await client.query('create table t (k e)')
  const other = await database.client()
  await other.query('begin')
  await other.query('lock table t in access exclusive mode')
  await client.query("set lock_timeout = '50ms'")
  const { message } = await mismatchOf(client, abc)
  await client.query('reset lock_timeout')
  await other.query('rollback')
  expect(sentencesOf(message).slice(0, -1)).toMatchInlineSnapshot(`
    [
      "'x' has to go; column public.t.k uses the type, its rows could not be counted:",
    ]
  `)
})

test('every label is counted in every column, exactly, and a row once', async () => {
  await client.query(`
    create table t (k e, l e[]);
    insert into t values ('x', '{x,x,c}'), ('x', '{}'), ('c', null), ('a', '{a}');
  `)
  const error = await mismatchOf(client, defineEnum({ schema: 'public', name: 'e', values: ['a', 'b'] }))
  expect(error.details.repair?.holders.map(({ column, label, rows }) => [column, label, rows])).toEqual([
    ['public.t.k', 'x', 2],
    ['public.t.k', 'c', 1],
    ['public.t.l', 'x', 1],
    ['public.t.l', 'c', 1],
  ])
})
