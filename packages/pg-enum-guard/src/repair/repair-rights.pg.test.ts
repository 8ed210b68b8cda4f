import { createTestDatabase, type TestDatabase } from '@omni/test-postgres'
import type { Client } from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { defineEnum } from '../define-enum.ts'
import { followRemedies } from '../testing/follow-remedies.ts'
import { resetSchemas } from '../testing/reset-schemas.ts'

let database: TestDatabase
let client: Client
/** Roles are the whole server's: names of their own, one of them with everything that needs quotes. */
let [owner, reader, writer] = ['', '', '']
beforeAll(async () => {
  database = await createTestDatabase()
  client = await database.client()
  owner = `"${database.name} ""O"""`
  reader = `${database.name}_reader`
  writer = `${database.name}_writer`
  for (const role of [owner, reader, writer]) await client.query(`create role ${role}`)
})
beforeEach(async () => {
  await resetSchemas(client)
  await client.query(`grant create, usage on schema public to ${owner}`)
  await client.query(
    "create type e as enum ('a', 'b', 'x', 'c'); create table t (k e); insert into t values ('x')",
  )
})
afterAll(async () => {
  await resetSchemas(client)
  for (const role of [owner, reader, writer]) await client.query(`drop owned by ${role}; drop role ${role}`)
  await database.drop()
})

const abc = defineEnum({ schema: 'public', name: 'e', values: ['a', 'b', 'c'] })
const onlyLabels = ['type public.e labels: ["a","b","x","c"] -> ["a","b","c"]']

/** Returns the changes but those of rows, which each of these tests makes. */
async function repairedChanges(): Promise<string[]> {
  const { isRepaired, changes } = await followRemedies(client, abc)
  expect(isRepaired).toBe(true)
  return changes.filter((change) => !/^[-+] row /.test(change))
}

async function breakAgain(): Promise<void> {
  await client.query("alter type e add value 'x'")
  await client.query("update t set k = 'x'")
}

test('the owner is kept, whoever follows the message', async () => {
  await client.query(`alter type e owner to ${owner}; alter table t owner to ${owner}`)
  expect(await repairedChanges()).toEqual(onlyLabels)
  await breakAgain()
  await client.query(`set session authorization ${owner}`)
  const { isRepaired } = await followRemedies(client, abc)
  await client.query('reset session authorization')
  expect(isRepaired).toBe(true)
})

test('rights are kept: granted ones, those with the grant option, and those that PUBLIC lost', async () => {
  await client.query(`
    alter type e owner to ${owner};
    revoke all on type e from public;
    grant usage on type e to ${reader};
    grant usage on type e to ${writer} with grant option;
  `)
  expect(await repairedChanges()).toEqual(onlyLabels)
})

test('rights that PUBLIC still has are kept where others were granted', async () => {
  await client.query(`grant usage on type e to ${reader}`)
  expect(await repairedChanges()).toEqual(onlyLabels)
})

test('an owner who took the right from himself stays without it', async () => {
  await client.query(`alter type e owner to ${owner}; revoke all on type e from public, ${owner}`)
  expect(await repairedChanges()).toEqual(onlyLabels)
})

test('a right that somebody else granted is in the way: only he could grant it again', async () => {
  await client.query(`
    alter type e owner to ${owner};
    grant usage on type e to ${writer} with grant option;
    grant usage on schema public to ${writer};
    set role ${writer};
    grant usage on type public.e to ${reader};
    reset role;
  `)
  const { details, isRepaired } = await followRemedies(client, abc)
  expect(isRepaired).toBe(false)
  expect(details.repair?.rebuild?.obstacles).toEqual([`right of ${reader}, granted by ${writer}`])
})

test('default privileges give the new type no more and no fewer rights than the old one had', async () => {
  await client.query(`
    alter default privileges grant usage on types to ${reader} with grant option;
    alter default privileges in schema public grant usage on types to ${writer};
    alter default privileges revoke usage on types from public;
  `)
  expect(await repairedChanges()).toEqual(onlyLabels)
  await breakAgain()
  await client.query(`revoke all on type e from public; grant usage on type e to ${owner}`)
  expect(await repairedChanges()).toEqual(['type public.e labels: ["a","b","c","x"] -> ["a","b","c"]'])
  await client.query(`
    alter default privileges revoke usage on types from ${reader};
    alter default privileges grant usage on types to public;
  `)
})

test('default privileges that leave nobody any right do not touch the new type either', async () => {
  await client.query('alter default privileges revoke usage on types from public, current_user')
  const changes = await repairedChanges()
  await client.query('alter default privileges grant usage on types to public, current_user')
  expect(changes).toEqual(onlyLabels)
})

test('the comment of the type is kept, whatever is in it', async () => {
  await client.query(String.raw`comment on type e is E'it''s "the"\ntype \\ of $$ all; --'`)
  expect(await repairedChanges()).toEqual(onlyLabels)
})
