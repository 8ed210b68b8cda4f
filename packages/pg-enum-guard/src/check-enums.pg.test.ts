import { createTestDatabase, type TestDatabase } from '@omni/test-postgres'
import type { Client } from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  checkEnums,
  createEnumSafe,
  defineEnum,
  dropEnumSafe,
  type EnumRef,
  isOmniError,
  type Queryable,
  validateEnumValues,
} from './index.ts'

const nodeType = defineEnum({ schema: 'app', name: 'node_type', values: ['effect', 'compute'] })

let database: TestDatabase
let client: Client

beforeAll(async () => {
  database = await createTestDatabase()
  client = await database.client()
})
afterAll(() => database.drop())

beforeEach(async () => {
  await client.query(`
    drop schema if exists app cascade;
    drop schema if exists other cascade;
    create schema app;
    create schema other;
    discard temp;
    reset search_path;
  `)
})

async function refusalOf(
  promise: Promise<unknown>,
): Promise<{ code: string; message: string; hint: string }> {
  try {
    await promise
  } catch (error) {
    if (!isOmniError(error)) throw error
    return { code: error.code, message: error.message, hint: error.hint }
  }
  throw new Error('it was not refused')
}

test('the judgement says everything about one enum', async () => {
  await client.query(`create type app.node_type as enum ('compute', 'other', 'effect')`)
  expect(await checkEnums(client, [nodeType])).toEqual([
    {
      status: 'differs',
      schema: 'app',
      name: 'node_type',
      expected: ['effect', 'compute'],
      actual: ['compute', 'other', 'effect'],
      missing: [],
      extra: ['other'],
      orderDiffers: true,
      mode: 'set',
      holder: null,
      extension: null,
      shadowedBy: null,
    },
  ])
})

test('labels come in sort order, also where some were added before others', async () => {
  await client.query(`
    create type app.node_type as enum ('m');
    alter type app.node_type add value 'a' before 'm';
    alter type app.node_type add value 'z' after 'm';
    alter type app.node_type add value 'b' after 'a';
  `)
  expect((await checkEnums(client, [nodeType]))[0]?.actual).toEqual(['a', 'b', 'm', 'z'])
})

test('the modes tell apart what they are there to tell apart', async () => {
  await client.query(`create type app.node_type as enum ('compute', 'effect')`)
  const statusIn = async (mode: 'set' | 'ordered' | 'superset') =>
    (await checkEnums(client, [nodeType], { mode }))[0]?.status
  expect([await statusIn('set'), await statusIn('ordered'), await statusIn('superset')]).toEqual([
    'matches',
    'differs',
    'matches',
  ])
  await client.query(`alter type app.node_type add value 'newer'`)
  expect([await statusIn('set'), await statusIn('ordered'), await statusIn('superset')]).toEqual([
    'differs',
    'differs',
    'matches',
  ])
})

test('many enums are one round trip, in the order asked', async () => {
  await client.query(`
    create type app.a as enum ('x');
    create type app.b as enum ('y');
    create domain app.c as text;
    create type other.a as enum ('x');
  `)
  const sent: string[] = []
  const counting: Queryable = {
    query: (text, values) => {
      sent.push(text)
      return client.query(text, values)
    },
  }
  const refs = ['other.a', 'app.c', 'app.b', 'app.a', 'app.d', 'absent.a', 'app.a'].map((name) =>
    name.split('.'),
  )
  const checks = await checkEnums(
    counting,
    refs.map(([schema, name = '']) => ({ schema, name, values: ['x'] })),
  )
  expect(checks.map(({ schema, name, status }) => [schema, name, status])).toEqual([
    ['other', 'a', 'matches'],
    ['app', 'c', 'name-taken'],
    ['app', 'b', 'differs'],
    ['app', 'a', 'matches'],
    ['app', 'd', 'absent'],
    ['absent', 'a', 'no-schema'],
    ['app', 'a', 'matches'],
  ])
  expect(sent).toHaveLength(1)
  expect(await checkEnums(counting, [])).toEqual([])
  expect(sent).toHaveLength(1)
})

test('without a schema the current one is looked in, and no other', async () => {
  await client.query(
    `create type other.node_type as enum ('effect', 'compute'); set search_path = app, other`,
  )
  const unqualified = { name: 'node_type', values: ['effect', 'compute'] }
  expect(await checkEnums(client, [unqualified])).toMatchObject([{ status: 'absent', schema: 'app' }])
  await client.query('set search_path = absent, other')
  expect(await checkEnums(client, [unqualified])).toMatchObject([{ status: 'matches', schema: 'other' }])
  await client.query(`set search_path = ''`)
  expect(await checkEnums(client, [unqualified])).toMatchObject([{ status: 'no-schema', schema: null }])
})

describe('a name that something else holds', () => {
  const FOREIGN = `
    create foreign data wrapper w; create server s foreign data wrapper w;
    create foreign table app.node_type (x int) server s
  `
  const BASE = `
    create type app.node_type;
    create function app.i(cstring) returns app.node_type language internal immutable strict as 'textin';
    create function app.o(app.node_type) returns cstring language internal immutable strict as 'textout';
    create type app.node_type (input = app.i, output = app.o, like = text)
  `
  const MULTIRANGE = 'create type app.r as range (subtype = text, multirange_type_name = app.node_type)'
  const HOLDERS = [
    ['table', 'create table app.node_type (x int)'],
    ['partitioned table', 'create table app.node_type (x int) partition by list (x)'],
    ['view', 'create view app.node_type as select 1 as x'],
    ['materialized view', 'create materialized view app.node_type as select 1 as x'],
    ['foreign table', FOREIGN],
    ['composite type', 'create type app.node_type as (x int)'],
    ['domain', 'create domain app.node_type as text'],
    ['range type', 'create type app.node_type as range (subtype = text)'],
    ['multirange type', MULTIRANGE],
    ['base type', BASE],
  ]

  test.each(HOLDERS)('is refused by every function, and says that a %s holds it', async (kind, sql) => {
    await client.query(sql)
    expect(await checkEnums(client, [nodeType])).toMatchObject([
      { status: 'name-taken', actual: null, holder: { kind, identity: 'app.node_type' } },
    ])
    const refusal = await refusalOf(validateEnumValues(client, nodeType))
    expect(refusal.code).toBe('ENUM_NAME_TAKEN')
    expect(refusal.message).toBe(
      `The name of enum 'node_type' is taken: app.node_type is a ${kind}. Nothing was changed.`,
    )
    expect(await refusalOf(createEnumSafe(client, nodeType))).toEqual(refusal)
    expect(await refusalOf(dropEnumSafe(client, nodeType, { cascade: true }))).toEqual({
      ...refusal,
      hint: `Name an enum: app.node_type is a ${kind}.`,
    })
    const { rows } = await client.query(`select from pg_type where typname = 'node_type' and typtype <> 'e'`)
    expect(rows).toHaveLength(1)
    await client.query('drop foreign data wrapper if exists w cascade')
  })

  test.each(HOLDERS)('is free after what the hint says about a %s', async (_, sql) => {
    await client.query(sql)
    const { hint } = await refusalOf(createEnumSafe(client, nodeType))
    await client.query(hint.slice(hint.indexOf('ALTER ')))
    expect(await createEnumSafe(client, nodeType)).toBe('created')
    await client.query('drop foreign data wrapper if exists w cascade')
  })

  test('is not held by what is no type: a sequence, an index, a function', async () => {
    await client.query(`
      create sequence app.node_type;
      create table app.t (x int);
      create index "compute" on app.t (x);
      create function app.node_type() returns int language sql as 'select 1';
    `)
    expect(await createEnumSafe(client, nodeType)).toBe('created')
    expect(await createEnumSafe(client, defineEnum({ schema: 'app', name: 'compute', values: ['a'] }))).toBe(
      'created',
    )
  })

  test('is not held by the automatic array type of another, nor by a shell type', async () => {
    await client.query(`create type app.x as enum ('a'); create type app.shell`)
    const names = [
      { schema: 'app', name: '_x', values: ['a'] },
      { schema: 'app', name: 'shell', values: ['a'] },
    ]
    expect(await checkEnums(client, names)).toMatchObject([{ status: 'absent' }, { status: 'absent' }])
    expect(await dropEnumSafe(client, { schema: 'app', name: '_x' })).toBe('absent')
    expect(await dropEnumSafe(client, { schema: 'app', name: 'shell' })).toBe('absent')
    for (const definition of names) expect(await createEnumSafe(client, definition)).toBe('created')
    expect(await checkEnums(client, [{ schema: 'app', name: 'x', values: ['a'] }, ...names])).toMatchObject(
      names.concat(nodeType as never).map(() => ({ status: 'matches' })),
    )
  })
})

describe('a type that shadows the enum', () => {
  async function shadowOf(definition: EnumRef = nodeType): Promise<unknown> {
    const lines: string[] = []
    const write = (message: string) => void lines.push(message)
    const logger = { debug: () => {}, info: () => {}, warn: write, error: write }
    const [check] = await checkEnums(client, [{ ...definition, values: nodeType.values }], { logger })
    expect(lines).toEqual(
      check?.shadowedBy === null
        ? []
        : [`enum app.${definition.name}: on this connection the unqualified name means ${check?.shadowedBy}`],
    )
    return check?.shadowedBy
  }

  beforeEach(() => client.query(`create type app.node_type as enum ('effect', 'compute')`))

  test('is reported where an earlier schema has one', async () => {
    await client.query(`create domain other.node_type as text; set search_path = other, app`)
    expect(await shadowOf()).toBe('other.node_type')
    await client.query('set search_path = app, other')
    expect(await shadowOf()).toBeNull()
  })

  test('is reported where pg_temp has one, listed or not, unless it is listed last', async () => {
    await client.query(`create type pg_temp.node_type as enum ('temporary'); set search_path = app`)
    const { rows } = await client.query('select pg_my_temp_schema()::regnamespace::text as temporary')
    expect(await shadowOf()).toBe(`${rows[0].temporary}.node_type`)
    await client.query('set search_path = app, pg_temp')
    expect(await shadowOf()).toBeNull()
  })

  test('is reported where the schema of the enum is not on the search_path at all', async () => {
    await client.query(`create table other.node_type (x int); set search_path = other`)
    expect(await shadowOf()).toBe('other.node_type')
    await client.query('set search_path = public')
    expect(await shadowOf()).toBeNull()
  })

  test('is reported where PostgreSQL itself has one of the name', async () => {
    await client.query(`create type app.text as enum ('effect', 'compute'); set search_path = app`)
    expect(await shadowOf({ schema: 'app', name: 'text' })).toBe('pg_catalog.text')
    await client.query('set search_path = app, pg_catalog')
    expect(await shadowOf({ schema: 'app', name: 'text' })).toBeNull()
  })

  test('is reported by createEnumSafe too, of an enum that it makes and of one that is there', async () => {
    await client.query(`create type other.made as enum ('x'); create type other.node_type as enum ('x')`)
    await client.query('set search_path = other, app')
    const lines: string[] = []
    const write = (message: string) => void lines.push(message)
    const logger = { debug: () => {}, info: () => {}, warn: write, error: write }
    await createEnumSafe(client, { ...nodeType, name: 'made' }, { logger })
    await createEnumSafe(client, nodeType, { logger })
    expect(lines).toEqual([
      'enum app.made: on this connection the unqualified name means other.made',
      'enum app.node_type: on this connection the unqualified name means other.node_type',
    ])
  })

  test('stands in the message of a mismatch', async () => {
    await client.query(`create type other.node_type as enum ('x'); set search_path = other, app`)
    const { message } = await refusalOf(validateEnumValues(client, { ...nodeType, values: ['effect'] }))
    expect(message).toContain(
      '\n  Note: on this connection the unqualified name means another type, other.node_type\n',
    )
  })
})

describe('an enum that belongs to an extension', () => {
  beforeEach(async () => {
    await client.query(`
      drop extension if exists pg_trgm;
      create extension pg_trgm schema public;
      create type app.node_type as enum ('effect', 'compute');
      alter extension pg_trgm add type app.node_type;
    `)
  })

  test('is found, and matches like any other', async () => {
    expect(await checkEnums(client, [nodeType])).toMatchObject([{ status: 'matches', extension: 'pg_trgm' }])
    expect(await createEnumSafe(client, nodeType)).toBe('exists')
  })

  test('is never to be altered: a mismatch offers no statement', async () => {
    const { message, hint } = await refusalOf(
      createEnumSafe(client, { ...nodeType, values: ['effect', 'new'] }),
    )
    expect({ message, hint }).toMatchInlineSnapshot(`
      {
        "hint": "Give your enum another name or schema; extension 'pg_trgm' owns this one.",
        "message": "MIGRATION VALIDATION FAILED: Enum 'node_type' exists with incompatible values!
        Expected values: ['effect', 'new']
        Existing values: ['compute', 'effect']
        Missing values: ['new']
        Extra values: ['compute']

      To fix this issue:
        1. Leave the enum as it is, it belongs to extension 'pg_trgm': give yours another name or schema
        2. Re-run the migration",
      }
    `)
  })

  test('is never dropped, with or without what depends on it', async () => {
    const refusal = await refusalOf(dropEnumSafe(client, nodeType))
    expect(refusal).toMatchInlineSnapshot(`
      {
        "code": "ENUM_OWNED_BY_EXTENSION",
        "hint": "Use another name for your enum; only the extension may drop its own (see \\dx+ pg_trgm in psql).",
        "message": "Enum app.node_type belongs to extension 'pg_trgm' and was left as it is.",
      }
    `)
    expect(await refusalOf(dropEnumSafe(client, nodeType, { cascade: true }))).toEqual(refusal)
    expect(await checkEnums(client, [nodeType])).toMatchObject([{ status: 'matches' }])
  })
})
