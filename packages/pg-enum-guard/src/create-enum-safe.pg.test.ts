import { createTestDatabase, type TestDatabase } from '@omni/test-postgres'
import type { Client } from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createEnumSafe, defineEnum, type Logger } from './index.ts'

const nodeType = defineEnum({
  schema: 'public',
  name: 'node_type_enum',
  values: ['effect', 'compute', 'reducer'],
})

let database: TestDatabase
let client: Client

beforeAll(async () => {
  database = await createTestDatabase()
  client = await database.client()
})
afterAll(() => database.drop())

beforeEach(async () => {
  await client.query('rollback')
  await client.query('drop schema public cascade; create schema public; set search_path = public')
})

async function labels(name = 'public.node_type_enum'): Promise<string[]> {
  const { rows } = await client.query(
    `select e.enumlabel::text as label from pg_enum e where e.enumtypid = pg_catalog.to_regtype($1) order by e.enumsortorder`,
    [name],
  )
  return rows.map((row) => row.label)
}

function recorder(): { lines: string[]; logger: Logger } {
  const lines: string[] = []
  const write = (level: string) => (message: string) => void lines.push(`${level}: ${message}`)
  return {
    lines,
    logger: { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') },
  }
}

test('an enum that is absent is created with its labels in order', async () => {
  expect(await createEnumSafe(client, nodeType)).toBe('created')
  expect(await labels()).toEqual(['effect', 'compute', 'reducer'])
})

test('an enum that matches is left as it is, in whatever order its labels are', async () => {
  await client.query(`create type node_type_enum as enum ('reducer', 'effect', 'compute')`)
  expect(await createEnumSafe(client, nodeType)).toBe('exists')
  expect(await labels()).toEqual(['reducer', 'effect', 'compute'])
})

test('an enum that differs is refused and left as it is', async () => {
  await client.query(`create type node_type_enum as enum ('effect', 'wrong')`)
  await expect(createEnumSafe(client, nodeType)).rejects.toMatchObject({
    code: 'ENUM_VALUES_MISMATCH',
    details: { missing: ['compute', 'reducer'], extra: ['wrong'] },
  })
  expect(await labels()).toEqual(['effect', 'wrong'])
})

test('an enum without labels exists, and differs', async () => {
  await client.query('create type node_type_enum as enum ()')
  await expect(createEnumSafe(client, nodeType)).rejects.toMatchObject({
    code: 'ENUM_VALUES_MISMATCH',
    details: { actual: [], missing: ['effect', 'compute', 'reducer'] },
  })
})

test('the mode decides what matches', async () => {
  await client.query(`create type node_type_enum as enum ('reducer', 'effect', 'compute', 'newer')`)
  expect(await createEnumSafe(client, nodeType, { mode: 'superset' })).toBe('exists')
  await expect(createEnumSafe(client, nodeType, { mode: 'set' })).rejects.toMatchObject({
    code: 'ENUM_VALUES_MISMATCH',
    details: { extra: ['newer'] },
  })
  await client.query(
    `drop type node_type_enum; create type node_type_enum as enum ('reducer', 'effect', 'compute')`,
  )
  await expect(createEnumSafe(client, nodeType, { mode: 'ordered' })).rejects.toMatchObject({
    code: 'ENUM_VALUES_MISMATCH',
    details: { missing: [], extra: [], orderDiffers: true },
  })
})

test('an enum without a schema is created in the current one, and looked for there only', async () => {
  await client.query(`
    create schema app;
    create type public.node_type_enum as enum ('another');
    set search_path = app, public;
  `)
  const unqualified = defineEnum({ name: nodeType.name, values: nodeType.values })
  expect(await createEnumSafe(client, unqualified)).toBe('created')
  expect(await labels('app.node_type_enum')).toEqual(['effect', 'compute', 'reducer'])
  expect(await labels('public.node_type_enum')).toEqual(['another'])
  expect(await createEnumSafe(client, unqualified)).toBe('exists')
  await client.query('drop schema app cascade')
})

test('a schema that does not exist is refused, and so is none at all', async () => {
  const absent = defineEnum({ schema: 'App', name: 'e', values: ['a'] })
  await expect(createEnumSafe(client, absent)).rejects.toMatchObject({
    code: 'SCHEMA_NOT_FOUND',
    message: `Schema "App" of enum 'e' does not exist.`,
    hint: 'Create it (CREATE SCHEMA "App";) or name another one in the definition.',
  })
  await client.query(`set search_path = ''`)
  await expect(createEnumSafe(client, defineEnum({ name: 'e', values: ['a'] }))).rejects.toMatchObject({
    code: 'SCHEMA_NOT_FOUND',
    message: `No schema to look for enum 'e' in: the search_path of this connection holds none that exists.`,
  })
})

test('a current schema of PostgreSQL itself is refused', async () => {
  for (const path of ['pg_catalog', 'pg_temp, public', 'information_schema']) {
    await client.query(`create temp table if not exists opens_pg_temp (); set search_path = ${path}`)
    await expect(createEnumSafe(client, defineEnum({ name: 'e', values: ['a'] }))).rejects.toMatchObject({
      code: 'ENUM_DEFINITION_INVALID',
      hint: "Name the schema in the definition: defineEnum({ schema: 'public', … }).",
    })
  }
})

test('the array type of another enum gives way to an enum of its name', async () => {
  await client.query(`create type node_type as enum ('x'); create table uses (column_of node_type[])`)
  expect(
    await createEnumSafe(client, defineEnum({ schema: 'public', name: '_node_type', values: ['a'] })),
  ).toBe('created')
  const { rows } = await client.query(`
    select pg_typeof(column_of)::text as type from uses right join (select) one on true
  `)
  expect(rows).toEqual([{ type: 'node_type[]' }])
})

test('a shell type is completed', async () => {
  await client.query('create type node_type_enum')
  expect(await createEnumSafe(client, nodeType)).toBe('created')
  expect(await labels()).toEqual(['effect', 'compute', 'reducer'])
})

test('what an event trigger made of the enum is seen', async () => {
  await client.query(`
    create function meddle() returns event_trigger language plpgsql as $$
      begin alter type public.node_type_enum rename value 'effect' to 'meddled'; end
    $$;
    create event trigger meddle on ddl_command_end when tag in ('CREATE TYPE') execute function meddle();
  `)
  try {
    await expect(createEnumSafe(client, nodeType)).rejects.toMatchObject({
      code: 'ENUM_VALUES_MISMATCH',
      details: { missing: ['effect'], extra: ['meddled'] },
    })
  } finally {
    await client.query('drop event trigger meddle')
  }
})

test('inside a transaction it is created, found again, and gone after a rollback', async () => {
  await client.query('begin')
  expect(await createEnumSafe(client, nodeType)).toBe('created')
  expect(await createEnumSafe(client, nodeType)).toBe('exists')
  await client.query('create table t (c node_type_enum)')
  await client.query('rollback')
  expect(await labels()).toEqual([])
})

test('after a rollback to a savepoint it is created anew', async () => {
  await client.query('begin')
  await client.query('savepoint before')
  expect(await createEnumSafe(client, nodeType)).toBe('created')
  await client.query('rollback to savepoint before')
  expect(await createEnumSafe(client, nodeType)).toBe('created')
  await client.query('commit')
  expect(await labels()).toEqual(['effect', 'compute', 'reducer'])
})

test('several enums are created in one transaction', async () => {
  const names = Array.from({ length: 30 }, (_, index) => `e${index}`)
  await client.query('begin isolation level serializable')
  for (const name of names) {
    expect(await createEnumSafe(client, defineEnum({ schema: 'public', name, values: ['a'] }))).toBe(
      'created',
    )
  }
  for (const name of names) {
    expect(await createEnumSafe(client, defineEnum({ schema: 'public', name, values: ['a'] }))).toBe('exists')
  }
  await client.query('commit')
})

test('an enum with a thousand labels is created', async () => {
  const values = Array.from({ length: 1000 }, (_, index) => `label ${index}`)
  const definition = defineEnum({ schema: 'public', name: 'long', values })
  expect(await createEnumSafe(client, definition)).toBe('created')
  expect(await createEnumSafe(client, definition, { mode: 'ordered' })).toBe('exists')
})

test('the logger gets a line for each decision', async () => {
  const { lines, logger } = recorder()
  await createEnumSafe(client, nodeType, { logger })
  await createEnumSafe(client, nodeType, { logger })
  await client.query('alter type node_type_enum rename value $$effect$$ to $$wrong$$')
  await expect(createEnumSafe(client, nodeType, { logger })).rejects.toThrow()
  expect(lines).toEqual([
    'debug: enum public.node_type_enum: absent',
    'info: enum public.node_type_enum: created',
    'debug: enum public.node_type_enum: matches (3 labels)',
    'warn: enum public.node_type_enum: differs (1 missing, 1 extra)',
  ])
})

test('an invalid definition that did not come from defineEnum meets no server', async () => {
  const never = { query: () => Promise.reject(new Error('it was asked')) }
  await expect(createEnumSafe(never, { name: 'e', values: [] })).rejects.toMatchObject({
    code: 'ENUM_DEFINITION_INVALID',
  })
})
