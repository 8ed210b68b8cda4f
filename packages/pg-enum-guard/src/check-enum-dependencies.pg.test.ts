import { createTestDatabase, type TestDatabase } from '@omni/test-postgres'
import type { Client } from 'pg'
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest'
import { checkEnumDependencies, type Queryable, renderDependent } from './index.ts'
import { DEPENDENT_KINDS, statementsOf } from './testing/dependent-kinds.ts'

const ref = { schema: 'k', name: 'e' }

let database: TestDatabase
let client: Client

beforeAll(async () => {
  database = await createTestDatabase()
  client = await database.client()
})
afterAll(() => database.drop())

beforeEach(async () => {
  await client.query('rollback; begin')
  await client.query(`
    create schema k;
    set local search_path = k;
    create type e as enum ('a', 'b', 'c');
    create type e2 as enum ('a', 'b', 'c');
  `)
})

/** Each dependent as a message shows it, and what it hangs on. */
async function linesOf(db: Queryable = client): Promise<string[]> {
  const dependents = await checkEnumDependencies(db, ref)
  return dependents.map((dependent) => `${renderDependent(dependent)} <- ${dependent.via}`)
}

const KINDS = DEPENDENT_KINDS.filter(({ since = 14 }) => since <= inject('testServer').major)

// That nothing is left out of what DROP TYPE drops is proved beside the query.
test.each(KINDS.filter(({ lines }) => lines !== undefined))('with a $kind', async (kind) => {
  await client.query(statementsOf(kind, 1))
  const lines = await linesOf()
  expect(
    lines.map((line) => line.replace(/pg_temp_\d+/, 'pg_temp').replace(' on language', ' language')),
  ).toEqual(kind.lines)
})

test('an extension that a dependent belongs to is listed with all that it holds', async () => {
  await client.query(`
    create extension pg_trgm;
    create function f(e) returns int language sql as 'select 1';
    alter extension pg_trgm add function f(e);
  `)
  expect(await linesOf()).toEqual(
    expect.arrayContaining([
      'extension pg_trgm <- function k.f(k.e)',
      'function k.f(k.e) <- type k.e',
      'function k.show_limit() <- extension pg_trgm',
    ]),
  )
})

test('an enum that nothing uses has no dependents, nor has one that is absent', async () => {
  expect(await checkEnumDependencies(client, ref)).toEqual([])
  expect(await checkEnumDependencies(client, { schema: 'k', name: 'absent' })).toEqual([])
  expect(await checkEnumDependencies(client, { schema: 'absent', name: 'e' })).toEqual([])
})

test('what is not an enum has none either', async () => {
  await client.query('create domain d as text; create table t (c d); create table u (r t)')
  expect(await checkEnumDependencies(client, { schema: 'k', name: 'd' })).toEqual([])
  expect(await checkEnumDependencies(client, { schema: 'k', name: 't' })).toEqual([])
})

test('an enum of the same name in another schema has dependents of its own', async () => {
  await client.query(`
    create schema other;
    create type other.e as enum ('a');
    create table other.t (c other.e);
    create table t (c e);
  `)
  expect(await linesOf()).toEqual(['k.t.c <- type k.e'])
  await client.query('set local search_path = other')
  expect(await checkEnumDependencies(client, { name: 'e' })).toMatchObject([{ identity: 'other.t.c' }])
})

test('a dependent is plain data', async () => {
  await client.query(`
    create table "Order" ("Group" e);
    create view v as select "Group" from "Order";
    create cast (e as text) with inout;
  `)
  expect(await checkEnumDependencies(client, ref)).toEqual([
    {
      kind: 'table column',
      identity: 'k."Order"."Group"',
      schema: 'k',
      relation: 'Order',
      column: 'Group',
      via: 'type k.e',
    },
    {
      kind: 'cast',
      identity: '(k.e AS pg_catalog.text)',
      schema: null,
      relation: null,
      column: null,
      via: 'type k.e',
    },
    {
      kind: 'view',
      identity: 'k.v',
      schema: 'k',
      relation: 'v',
      column: null,
      via: 'column k."Order"."Group"',
    },
  ])
})

test('what hangs on it a long way off says on what', async () => {
  await client.query(`
    create domain d as e[];
    create type ct as (x d);
    create table t (c d, plain int);
    create view v as select c from t;
    create view w as select * from v;
    create materialized view m as select * from w;
    create function f(d) returns int language sql as 'select 1';
  `)
  expect(await linesOf()).toEqual([
    'k.t.c <- domain k.d',
    'composite type column k.ct.x <- domain k.d',
    'domain k.d <- type k.e[]',
    'function k.f(k.d) <- domain k.d',
    'materialized view k.m <- view k.w',
    'view k.v <- column k.t.c',
    'view k.w <- view k.v',
  ])
})

test('a dropped column never appears, though views and indexes of its table remain', async () => {
  await client.query(`
    create table t (id int, gone e, kept e);
    create index on t (id, gone);
    insert into t values (1, 'a', 'b');
    alter table t drop column gone;
    create view v as select id from t;
  `)
  expect(await linesOf()).toEqual(['k.t.kept <- type k.e'])
})

test('it is one round trip', async () => {
  let queries = 0
  const counting: Queryable = {
    query: (text, values) => {
      queries += 1
      return client.query(text, values)
    },
  }
  await client.query('create table t (c e); create view v as select c from t')
  expect(await linesOf(counting)).toHaveLength(2)
  expect(queries).toBe(1)
})

test('a role without any privilege sees the same', async () => {
  for (const [index, kind] of KINDS.entries()) await client.query(statementsOf(kind, index + 1))
  await client.query('revoke all on schema k from public')
  const role = `omni_nobody_${process.pid}`
  await client.query(`create role ${role}`)
  const seen = await checkEnumDependencies(client, ref)
  expect(seen.length).toBeGreaterThan(150)
  await client.query(`set local role ${role}`)
  expect(await checkEnumDependencies(client, ref)).toEqual(seen)
})

test('dependents come in the same order each time: columns of tables first, then by what they read like', async () => {
  for (const [index, kind] of KINDS.entries()) await client.query(statementsOf(kind, index + 1))
  const dependents = await checkEnumDependencies(client, ref)
  const texts = dependents.map((dependent) =>
    [dependent.kind === 'table column' ? 0 : 1, renderDependent(dependent)].join(),
  )
  expect(texts).toEqual(texts.toSorted())
})
