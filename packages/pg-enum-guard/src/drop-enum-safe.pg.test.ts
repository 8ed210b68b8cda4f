import { createTestDatabase, type TestDatabase } from '@omni/test-postgres'
import type { Client } from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { droppingName } from './dropping-name.ts'
import {
  dropEnumSafe,
  isOmniError,
  type Logger,
  type OmniError,
  type Queryable,
  qualifiedName,
} from './index.ts'
import { waitUntilBlocked } from './testing/wait-until-blocked.ts'

const ref = { schema: 'public', name: 'node_type_enum' }
const hidden = qualifiedName('public', droppingName('node_type_enum'))

let database: TestDatabase
let client: Client
let other: Client

beforeAll(async () => {
  database = await createTestDatabase()
  client = await database.client()
  other = await database.client()
})
afterAll(() => database.drop())

beforeEach(async () => {
  await client.query('rollback')
  await other.query('rollback')
  await client.query(`
    drop schema public cascade;
    create schema public;
    create type node_type_enum as enum ('effect', 'compute');
  `)
})

async function enums(): Promise<string[]> {
  const { rows } = await other.query(`
    select typname from pg_type where typnamespace = 'public'::regnamespace and typtype = 'e' order by typname
  `)
  return rows.map((row) => row.typname)
}

async function refusalOf(promise: Promise<unknown>): Promise<OmniError> {
  try {
    await promise
  } catch (error) {
    if (isOmniError(error)) return error
    throw error
  }
  throw new Error('it was not refused')
}

function recorder(): { lines: string[]; logger: Logger } {
  const lines: string[] = []
  const write = (level: string) => (message: string) => void lines.push(`${level}: ${message}`)
  return {
    lines,
    logger: { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') },
  }
}

test('an enum that nothing uses is dropped, and absent the next time', async () => {
  expect(await dropEnumSafe(client, ref)).toBe('dropped')
  expect(await enums()).toEqual([])
  expect(await dropEnumSafe(client, ref)).toBe('absent')
})

test('with cascade both results say what was destroyed: nothing', async () => {
  expect(await dropEnumSafe(client, ref, { cascade: true })).toEqual({ result: 'dropped', destroyed: [] })
  expect(await dropEnumSafe(client, ref, { cascade: true })).toEqual({ result: 'absent', destroyed: [] })
})

test('an enum in use is refused with the text of the original, and nothing is changed', async () => {
  await client.query(`
    create table other_table (type_column node_type_enum);
    create table another_table (node_type node_type_enum not null default 'effect' unique);
    create view seen as select node_type from another_table;
    create domain "Kind" as node_type_enum;
  `)
  const error = await refusalOf(dropEnumSafe(client, ref))
  expect(error.code).toBe('ENUM_IN_USE')
  expect(error.message).toMatchInlineSnapshot(`
    "Cannot drop enum 'node_type_enum' - it has dependencies:
      - public.another_table.node_type
      - public.other_table.type_column
      - domain public."Kind"
      - table constraint another_table_node_type_key on public.another_table
      - view public.seen

    Drop dependent objects first or use cascade: true"
  `)
  expect(error.hint).toMatchInlineSnapshot(
    `"Keep the enum, or move each dependent to another type first; cascade: true destroys all that is listed."`,
  )
  expect(error.details).toMatchObject({
    schema: 'public',
    name: 'node_type_enum',
    dependents: [
      { identity: 'public.another_table.node_type' },
      { identity: 'public.other_table.type_column' },
      {},
      {},
      {},
    ],
  })
  expect(await enums()).toEqual(['node_type_enum'])
  const { rows } = await other.query(`
    select from pg_attribute a join pg_class c on c.oid = a.attrelid
    where a.atttypid = 'node_type_enum'::regtype and c.relkind in ('r', 'v')
  `)
  expect(rows).toHaveLength(3)
})

test('with cascade it drops what it said, and says what it dropped', async () => {
  await client.query(`
    create table t (id int, c node_type_enum, a node_type_enum[]);
    insert into t values (1, 'effect', '{compute}');
    create view v as select c from t;
    create function f(node_type_enum) returns int language sql as 'select 1';
  `)
  const { lines, logger } = recorder()
  const { result, destroyed } = await dropEnumSafe(client, ref, { cascade: true, logger })
  expect(result).toBe('dropped')
  expect(destroyed.map(({ kind, identity, via }) => [kind, identity, via])).toEqual([
    ['table column', 'public.t.a', 'type public.node_type_enum[]'],
    ['table column', 'public.t.c', 'type public.node_type_enum'],
    ['function', 'public.f(public.node_type_enum)', 'type public.node_type_enum'],
    ['view', 'public.v', 'column public.t.c'],
  ])
  expect(lines).toEqual([
    'warn: dropped with the enum: public.t.a',
    'warn: dropped with the enum: public.t.c',
    'warn: dropped with the enum: function public.f(public.node_type_enum)',
    'warn: dropped with the enum: view public.v',
    'info: enum public.node_type_enum: dropped',
  ])
  expect((await other.query('select * from t')).rows).toEqual([{ id: 1 }])
})

test('a generated column of the type is refused on every version, PostgreSQL 14 included', async () => {
  await client.query(`
    create table t (x int, g node_type_enum generated always as (case when x > 0 then 'effect'::node_type_enum end) stored);
    insert into t values (1);
  `)
  expect((await refusalOf(dropEnumSafe(client, ref))).message).toBe(
    [
      `Cannot drop enum 'node_type_enum' - it has dependencies:`,
      '  - public.t.g',
      '',
      'Drop dependent objects first or use cascade: true',
    ].join('\n'),
  )
  expect((await other.query('select * from t')).rows).toEqual([{ x: 1, g: 'effect' }])
})

test('a schema that does not exist has no enum to drop, and no schema at all is an error', async () => {
  expect(await dropEnumSafe(client, { schema: 'absent', name: 'e' })).toBe('absent')
  await client.query(`set search_path = ''`)
  expect((await refusalOf(dropEnumSafe(client, { name: 'node_type_enum' }))).code).toBe('SCHEMA_NOT_FOUND')
  await client.query('reset search_path')
  expect(await dropEnumSafe(client, { name: 'node_type_enum' })).toBe('dropped')
})

test('only the enum of the named schema is dropped', async () => {
  await client.query(`create schema app; create type app.node_type_enum as enum ('a')`)
  expect(await dropEnumSafe(client, { schema: 'app', name: 'node_type_enum' })).toBe('dropped')
  expect(await enums()).toEqual(['node_type_enum'])
  await client.query('drop schema app')
})

test('the longest name leaves no room for a suffix, and is dropped and restored all the same', async () => {
  const long = { schema: 'public', name: `${'é'.repeat(31)}x` }
  const twin = { schema: 'public', name: `${'é'.repeat(31)}y` }
  for (const { name } of [long, twin]) await client.query(`create type "${name}" as enum ('a')`)
  await other.query(`begin; create table t (c int)`)
  expect((await refusalOf(dropEnumSafe(client, long, { waitMs: 50 }))).code).toBe('DROP_BLOCKED')
  await other.query('rollback')
  expect(await dropEnumSafe(client, long)).toBe('dropped')
  expect(await enums()).toEqual(['node_type_enum', twin.name])
})

describe('inside a transaction', () => {
  test('it is dropped with the transaction, and comes back with a rollback', async () => {
    await client.query('begin')
    expect(await dropEnumSafe(client, ref)).toBe('dropped')
    expect(await dropEnumSafe(client, ref)).toBe('absent')
    await client.query('rollback')
    expect(await enums()).toEqual(['node_type_enum'])
    await client.query('begin')
    expect(await dropEnumSafe(client, ref, { cascade: true })).toEqual({ result: 'dropped', destroyed: [] })
    await client.query('commit')
    expect(await enums()).toEqual([])
  })

  test('a refusal leaves the transaction usable', async () => {
    await client.query('create table t (c node_type_enum)')
    await client.query(`begin; create table work (worker int)`)
    expect((await refusalOf(dropEnumSafe(client, ref))).code).toBe('ENUM_IN_USE')
    await client.query('drop table t')
    expect(await dropEnumSafe(client, ref)).toBe('dropped')
    await client.query('commit')
    expect((await other.query('select from work')).rows).toEqual([])
  })

  test('of two transactions that drop it one does, and neither is aborted', async () => {
    await client.query('begin')
    await other.query('begin')
    expect(await dropEnumSafe(client, ref)).toBe('dropped')
    const second = dropEnumSafe(other, ref)
    await new Promise((resolve) => setTimeout(resolve, 200))
    await client.query('commit')
    expect(await second).toBe('absent')
    await other.query('create table work (worker int); commit')
    expect((await client.query('select from work')).rows).toEqual([])
  })

  test('above READ COMMITTED a dependent that the snapshot is too old for is refused by the server, typed', async () => {
    await client.query('begin isolation level repeatable read; select 1')
    await other.query('create table t (c node_type_enum)')
    const error = await refusalOf(dropEnumSafe(client, ref))
    expect(error.code).toBe('ENUM_IN_USE')
    expect(error.message).toBe(
      [
        `Cannot drop enum 'node_type_enum' - it has dependencies:`,
        '  - column c of table t depends on type node_type_enum',
        '',
        'Drop dependent objects first or use cascade: true',
      ].join('\n'),
    )
    await client.query('create table work (worker int); commit')
    expect((await other.query('select from work')).rows).toEqual([])
  })
})

describe('another transaction that may be using the type unseen', () => {
  test('is awaited, and what it made is seen', async () => {
    await other.query('begin; create table unseen (c node_type_enum)')
    const dropping = refusalOf(dropEnumSafe(client, ref))
    await new Promise((resolve) => setTimeout(resolve, 150))
    await other.query('commit')
    expect((await dropping).message).toContain('\n  - public.unseen.c\n')
    expect(await enums()).toEqual(['node_type_enum'])
    expect((await other.query('select * from unseen')).rows).toEqual([])
  })

  test('is awaited, and what it did not make is no dependent', async () => {
    await other.query('begin; create table unseen (c node_type_enum)')
    const dropping = dropEnumSafe(client, ref)
    await new Promise((resolve) => setTimeout(resolve, 150))
    await other.query('rollback')
    expect(await dropping).toBe('dropped')
  })

  test('is not awaited for ever: the drop is refused, and the type has its name back', async () => {
    await other.query(`set application_name = 'worker'; begin; create table unseen (c node_type_enum)`)
    const error = await refusalOf(dropEnumSafe(client, ref, { waitMs: 200 }))
    const { rows } = await other.query('select pg_backend_pid() as pid, current_user as user')
    const [{ pid, user }] = rows
    expect(error.code).toBe('DROP_BLOCKED')
    expect(error.message.replace(/\d+ ms/, 'N ms')).toBe(
      [
        'Enum public.node_type_enum was not dropped: a transaction that may be using it unseen was still open after N ms:',
        `  - pid ${pid}, user ${user}, application worker`,
      ].join('\n'),
    )
    expect(error.hint).toBe(
      `Wait for it to end, then re-run; or end it: SELECT pg_terminate_backend(${pid});`,
    )
    expect(error.details).toMatchObject({
      type: 'public.node_type_enum',
      sessions: [{ pid, user, application: 'worker' }],
    })
    expect(await enums()).toEqual(['node_type_enum'])
    await other.query('commit; drop table unseen; reset application_name')
    expect(await dropEnumSafe(client, ref)).toBe('dropped')
  })

  test('is refused at once where it waits for this one, inside a transaction', async () => {
    await client.query('create table shared (x int)')
    await client.query('begin; lock table shared')
    await other.query('begin; create table unseen (c node_type_enum)')
    const waiting = other.query('insert into shared values (1)')
    await waitUntilBlocked(await database.client(), other)
    const start = performance.now()
    expect((await refusalOf(dropEnumSafe(client, ref, { waitMs: 60_000 }))).code).toBe('DROP_BLOCKED')
    expect(performance.now() - start).toBeLessThan(10_000)
    await client.query('rollback')
    await waiting
    await other.query('commit')
    expect(await enums()).toEqual(['node_type_enum'])
  })

  test('is not one that only reads, nor one of another database', async () => {
    const elsewhere = await createTestDatabase()
    const stranger = await elsewhere.client()
    await stranger.query('begin; create table busy (x int)')
    await other.query('begin; select count(*) from pg_class')
    const start = performance.now()
    expect(await dropEnumSafe(client, ref, { waitMs: 30_000 })).toBe('dropped')
    expect(performance.now() - start).toBeLessThan(5_000)
    await elsewhere.drop()
  })
})

describe('a drop that was interrupted', () => {
  beforeEach(() => client.query(`alter type node_type_enum rename to ${hidden.split('.')[1]}`))

  test('is finished by the next call', async () => {
    const { lines, logger } = recorder()
    expect(await dropEnumSafe(client, ref, { logger })).toBe('dropped')
    expect(await enums()).toEqual([])
    expect(lines).toEqual([
      `warn: enum ${hidden}: left by an interrupted drop, finishing it`,
      'info: enum public.node_type_enum: dropped',
    ])
    expect(await dropEnumSafe(client, ref)).toBe('absent')
  })

  test('is finished by the next call, beside a new enum of the name', async () => {
    await client.query(`create type node_type_enum as enum ('a')`)
    expect(await dropEnumSafe(client, ref)).toBe('dropped')
    expect(await enums()).toEqual([])
  })

  test('is taken back where something uses the type by now', async () => {
    await client.query(
      `create table t (c ${hidden}); create function f(${hidden}) returns int language sql as 'select 1'`,
    )
    expect((await refusalOf(dropEnumSafe(client, ref))).message).toBe(
      [
        `Cannot drop enum 'node_type_enum' - it has dependencies:`,
        '  - public.t.c',
        '  - function public.f(public.node_type_enum)',
        '',
        'Drop dependent objects first or use cascade: true',
      ].join('\n'),
    )
    expect(await enums()).toEqual(['node_type_enum'])
  })

  test('is finished with cascade, which says what it destroyed, of a new enum of the name too', async () => {
    await client.query(`
      create type node_type_enum as enum ('a');
      create table t (old ${hidden}, new node_type_enum);
    `)
    const { result, destroyed } = await dropEnumSafe(client, ref, { cascade: true })
    expect(result).toBe('dropped')
    expect(destroyed.map(({ identity, via }) => [identity, via])).toEqual([
      ['public.t.old', 'type public.node_type_enum'],
      ['public.t.new', 'type public.node_type_enum'],
    ])
  })

  test('keeps its name where another enum has the old one, and says so', async () => {
    await client.query(`create type node_type_enum as enum ('a'); create table t (old ${hidden})`)
    expect((await refusalOf(dropEnumSafe(client, ref))).code).toBe('ENUM_IN_USE')
    expect(await enums()).toEqual(['node_type_enum', hidden.split('.')[1]])
  })
})

test('a connection that ends between the rename and the drop leaves what the next call finishes', async () => {
  const broken: Queryable = {
    query: async (text, values) => {
      if (text.startsWith('drop type')) throw new Error('Connection terminated unexpectedly')
      if (text.endsWith('rename to node_type_enum'))
        throw new Error('Client has encountered a connection error')
      return client.query(text, values)
    },
  }
  const { lines, logger } = recorder()
  await expect(dropEnumSafe(broken, ref, { logger })).rejects.toThrow('Connection terminated unexpectedly')
  expect(lines).toEqual([
    `error: enum public.node_type_enum: left as ${hidden.split('.')[1]}, it could not get its name back (Client has encountered a connection error); the next drop finishes it`,
  ])
  expect(await enums()).toEqual([hidden.split('.')[1]])
  expect(await dropEnumSafe(client, ref)).toBe('dropped')
})

test('a session that is killed between the rename and the drop leaves what the next call finishes', async () => {
  const victim = await database.client()
  await other.query('begin; create table unseen (x int)')
  const dropping = dropEnumSafe(victim, ref, { waitMs: 30_000 })
  dropping.catch(() => {})
  for (let names = await enums(); names[0] === 'node_type_enum'; names = await enums());
  const { processID } = victim as unknown as { processID: number }
  await client.query('select pg_terminate_backend($1)', [processID])
  await expect(dropping).rejects.toThrow()
  await other.query('rollback')
  expect(await enums()).toEqual([hidden.split('.')[1]])
  expect(await dropEnumSafe(client, ref)).toBe('dropped')
  expect(await enums()).toEqual([])
})

test('an enum that takes the name while the drop is blocked keeps it, and the log says where the other is', async () => {
  await other.query('begin; create table unseen (c node_type_enum)')
  const { lines, logger } = recorder()
  const dropping = refusalOf(dropEnumSafe(client, ref, { waitMs: 500, logger }))
  const third = await database.client()
  for (;;) {
    const made = await third.query(`create type public.node_type_enum as enum ('new')`).then(
      () => true,
      () => false,
    )
    if (made) break
  }
  expect((await dropping).code).toBe('DROP_BLOCKED')
  await other.query('rollback')
  expect(await enums()).toEqual(['node_type_enum', hidden.split('.')[1]])
  expect(lines).toEqual([
    `error: enum public.node_type_enum: left as ${hidden.split('.')[1]}, it could not get its name back (type "node_type_enum" already exists); the next drop finishes it`,
  ])
})
