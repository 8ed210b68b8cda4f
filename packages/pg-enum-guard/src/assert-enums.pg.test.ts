import { createTestDatabase, type TestDatabase } from '@omni/test-postgres'
import type { Client } from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { assertEnums, type OmniError, type Queryable } from './index.ts'

let database: TestDatabase
let client: Client

beforeAll(async () => {
  database = await createTestDatabase()
  client = await database.client()
})
afterAll(() => database.drop())

beforeEach(() => client.query('drop schema if exists app cascade; create schema app'))

const definitionOf = (name: string, values = ['a', 'b']) => ({ schema: 'app', name, values })

test('enums that are all there are one round trip and no error', async () => {
  await client.query(`create type app.x as enum ('a', 'b'); create type app.y as enum ('b', 'a', 'newer')`)
  let queries = 0
  const counting: Queryable = {
    query: (text, values) => {
      queries += 1
      return client.query(text, values)
    },
  }
  await assertEnums(counting, [definitionOf('x'), definitionOf('y')], { mode: 'superset' })
  await assertEnums(counting, [])
  expect(queries).toBe(1)
})

test('all problems come in one error, in the order asked', async () => {
  await client.query(`
    create type app.fine as enum ('b', 'a');
    create type app.wrong as enum ('a', 'x');
    create domain app.taken as text;
  `)
  const definitions = [
    definitionOf('fine'),
    definitionOf('wrong'),
    definitionOf('absent', ["it's"]),
    definitionOf('taken'),
    { ...definitionOf('e'), schema: 'nowhere' },
  ]
  const error: OmniError = await assertEnums(client, definitions).then(
    () => expect.fail('it was accepted'),
    (reason) => reason,
  )
  expect(error.code).toBe('ENUM_CHECK_FAILED')
  expect(error.details).toMatchObject({
    problems: [
      { code: 'ENUM_VALUES_MISMATCH', details: { name: 'wrong', missing: ['b'], extra: ['x'] } },
      { code: 'ENUM_ABSENT', details: { name: 'absent', missing: ["it's"] } },
      { code: 'ENUM_NAME_TAKEN', details: { name: 'taken', holder: { kind: 'domain' } } },
      { code: 'SCHEMA_NOT_FOUND', details: { schema: 'nowhere', name: 'e' } },
    ],
  })
  const { problems } = error.details as { problems: { code: string; message: string; hint: string }[] }
  expect(error.message).toBe(
    [
      '4 of 5 enums are not as the code wants:',
      ...problems.map(({ code, message }) => `[${code}] ${message}`),
    ].join('\n\n'),
  )
  expect(error.hint).toBe(problems.map(({ hint }) => hint).join('\n'))
  expect(error.cause).toMatchObject({ code: 'ENUM_VALUES_MISMATCH' })
  expect(JSON.parse(JSON.stringify(error))).toMatchObject({ code: 'ENUM_CHECK_FAILED' })
})

test('the message reads as a list', async () => {
  await client.query('create domain app.taken as text')
  const error: OmniError = await assertEnums(client, [
    definitionOf('absent', ["it's"]),
    definitionOf('taken'),
    { ...definitionOf('e'), schema: 'nowhere' },
  ]).then(
    () => expect.fail('it was accepted'),
    (reason) => reason,
  )
  expect(error.message).toMatchInlineSnapshot(`
    "3 of 3 enums are not as the code wants:

    [ENUM_ABSENT] Enum app.absent does not exist.

    [ENUM_NAME_TAKEN] The name of enum 'taken' is taken: app.taken is a domain. Nothing was changed.

    [SCHEMA_NOT_FOUND] Schema nowhere of enum 'e' does not exist."
  `)
  expect(error.hint).toMatchInlineSnapshot(`
    "Run the pending migrations, or create it: CREATE TYPE app.absent AS ENUM ('it''s');
    Use another name for the enum, or rename the domain: ALTER DOMAIN app.taken RENAME TO taken__old;
    Create it (CREATE SCHEMA nowhere;) or name another one in the definition."
  `)
})

test('a single problem comes in the same error', async () => {
  await expect(assertEnums(client, [definitionOf('absent')])).rejects.toMatchObject({
    code: 'ENUM_CHECK_FAILED',
    details: { problems: [{ code: 'ENUM_ABSENT' }] },
  })
})
