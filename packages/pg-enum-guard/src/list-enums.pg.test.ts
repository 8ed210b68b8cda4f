import { createTestDatabase, type TestDatabase } from '@omni/test-postgres'
import type { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listEnums } from './list-enums.ts'

let database: TestDatabase
let client: Client

beforeAll(async () => {
  database = await createTestDatabase()
  client = await database.client()
  await client.query(`
    create schema app;
    create type app."Mixed Case" as enum ('b', 'c');
    alter type app."Mixed Case" add value 'a' before 'b';
    create type app.empty as enum ();
    create domain app.no_enum as text;
    create type public.other as enum ('x', '{,"\\');
  `)
})
afterAll(() => database.drop())

test('lists the enums of one schema by name, labels in sort order, and nothing that is no enum', async () => {
  expect(await listEnums(client, { schema: 'app' })).toEqual([
    { schema: 'app', name: 'Mixed Case', labels: ['a', 'b', 'c'], extension: null },
    { schema: 'app', name: 'empty', labels: [], extension: null },
  ])
})

test('lists those of the current schema where none is named', async () => {
  expect(await listEnums(client)).toEqual([
    { schema: 'public', name: 'other', labels: ['x', '{,"\\'], extension: null },
  ])
})

test('lists nothing where the schema does not exist', async () => {
  expect(await listEnums(client, { schema: 'absent' })).toEqual([])
})
