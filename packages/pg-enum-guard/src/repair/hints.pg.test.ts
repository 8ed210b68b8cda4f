import { createTestDatabase, type TestDatabase } from '@omni/test-postgres'
import type { Client } from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { assertEnums } from '../assert-enums.ts'
import { createEnumSafe } from '../create-enum-safe.ts'
import { defineEnum } from '../define-enum.ts'
import { isOmniError, type OmniError } from '../errors/omni-error.ts'
import { resetSchemas } from '../testing/reset-schemas.ts'
import { validateEnumValues } from '../validate-enum-values.ts'

let database: TestDatabase
let client: Client
beforeAll(async () => {
  database = await createTestDatabase()
  client = await database.client()
})
beforeEach(() => resetSchemas(client))
afterAll(() => database.drop())

async function errorOf(promise: Promise<unknown>): Promise<OmniError> {
  const error = await promise.catch((caught: unknown) => caught)
  if (isOmniError(error)) return error
  throw new Error(`expected a typed error, got ${String(error)}`)
}

/** Runs the statement that a hint prints, from its first word to the semicolon. */
async function follow(hint: string, start: RegExp): Promise<void> {
  const statement = hint.slice(hint.search(start), hint.lastIndexOf(';') + 1)
  expect(statement).toMatch(start)
  await client.query(statement)
}

test('ENUM_ABSENT prints the statement that creates it', async () => {
  await client.query('create schema "We""ird"')
  const values = ["it's", 'back\\slash', 'two\nlines', ';']
  const definition = defineEnum({ schema: 'We"ird', name: 'order', values })
  const error = await errorOf(assertEnums(client, [definition]))
  expect(error.hint).toMatchInlineSnapshot(
    `"Run the pending migrations, or create it: CREATE TYPE "We""ird"."order" AS ENUM ('it''s', E'back\\\\slash', E'two\\u000alines', ';');"`,
  )
  await follow(error.hint, /CREATE TYPE/)
  expect(await validateEnumValues(client, definition, { mode: 'ordered' })).toBe(true)
})

test('SCHEMA_NOT_FOUND prints the statement that creates the schema, or selects one', async () => {
  const definition = defineEnum({ schema: 'Not "there"', name: 'e', values: ['a'] })
  const error = await errorOf(createEnumSafe(client, definition))
  expect([error.code, error.message, error.hint]).toMatchInlineSnapshot(`
    [
      "SCHEMA_NOT_FOUND",
      "Schema "Not ""there""" of enum 'e' does not exist.",
      "Create it (CREATE SCHEMA "Not ""there""";) or name another one in the definition.",
    ]
  `)
  await follow(error.hint, /CREATE SCHEMA/)
  expect(await createEnumSafe(client, definition)).toBe('created')

  await client.query("set search_path = ''")
  const unqualified = defineEnum({ name: 'e', values: ['a'] })
  const noSchema = await errorOf(createEnumSafe(client, unqualified))
  expect([noSchema.code, noSchema.message, noSchema.hint]).toMatchInlineSnapshot(`
    [
      "SCHEMA_NOT_FOUND",
      "No schema to look for enum 'e' in: the search_path of this connection holds none that exists.",
      "Name the schema in the definition, or set one: SET search_path = public;",
    ]
  `)
  await follow(noSchema.hint, /SET search_path/)
  expect(await createEnumSafe(client, unqualified)).toBe('created')
  await client.query('reset search_path')
})

const HOLDERS: readonly (readonly [kind: string, sql: string])[] = [
  ['table', 'create table e (id int)'],
  ['partitioned table', 'create table e (id int) partition by range (id)'],
  ['view', 'create view e as select 1 as one'],
  ['materialized view', 'create materialized view e as select 1 as one'],
  ['foreign table', 'create foreign table e (id int) server fs'],
  ['composite type', 'create type e as (id int)'],
  ['domain', 'create domain e as text'],
  ['range type', 'create type e as range (subtype = float8)'],
  [
    'base type',
    `create type e;
     create function e_in(cstring) returns e language internal strict immutable as 'int4in';
     create function e_out(e) returns cstring language internal strict immutable as 'int4out';
     create type e (input = e_in, output = e_out, like = int4)`,
  ],
  ['multirange type', 'create type r as range (subtype = float8, multirange_type_name = e)'],
]

for (const [kind, sql] of HOLDERS) {
  test(`ENUM_NAME_TAKEN by a ${kind} prints a rename to a name that is free`, async () => {
    await client.query('create foreign data wrapper fw; create server fs foreign data wrapper fw')
    await client.query(`${sql}; create table e__old (); create type e__old2 as enum ()`)
    const definition = defineEnum({ schema: 'public', name: 'e', values: ['a'] })
    const error = await errorOf(createEnumSafe(client, definition))
    expect(error.code).toBe('ENUM_NAME_TAKEN')
    expect(error.message).toBe(`The name of enum 'e' is taken: public.e is a ${kind}. Nothing was changed.`)
    expect(error.hint).toMatch(/ RENAME TO e__old3;$/)
    await follow(error.hint, /ALTER/)
    expect(await createEnumSafe(client, definition)).toBe('created')
    await client.query('drop foreign data wrapper fw cascade')
  })
}

test('PERMISSION_DENIED prints the right that the owner of the schema has to grant', async () => {
  const role = `"${database.name} ""R"""`
  await client.query(`create role ${role}; revoke create on schema public from public`)
  await client.query(`set role ${role}`)
  const definition = defineEnum({ schema: 'public', name: 'e', values: ['a'] })
  const error = await errorOf(createEnumSafe(client, definition))
  await client.query('reset role')
  expect(error.code).toBe('PERMISSION_DENIED')
  expect(
    [error.message, error.hint].map((text) => text.replaceAll(database.name, 'database')),
  ).toMatchInlineSnapshot(`
    [
      "Role "database ""R""" may not create enum 'e' in schema public.",
      "As the owner of the schema: GRANT CREATE ON SCHEMA public TO "database ""R""";",
    ]
  `)
  await follow(error.hint, /GRANT CREATE/)
  await client.query(`set role ${role}`)
  expect(await createEnumSafe(client, definition)).toBe('created')
  await client.query(`reset role; drop owned by ${role}; drop role ${role}`)
})

test('ENUM_VALUES_MISMATCH prints in the hint what adds the labels, where that is all', async () => {
  await client.query("create type e as enum ('b')")
  const definition = defineEnum({ schema: 'public', name: 'e', values: ['a', 'b', 'c'] })
  const error = await errorOf(createEnumSafe(client, definition))
  for (const statement of error.hint.match(/ALTER TYPE[^;]+;/g) ?? []) await client.query(statement)
  expect(await validateEnumValues(client, definition, { mode: 'ordered' })).toBe(true)
})
