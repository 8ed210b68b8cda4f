import { createTestDatabase, type TestDatabase } from '@omni/test-postgres'
import type { Client } from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { defineEnum } from '../define-enum.ts'
import { followRemedies, sentencesOf } from '../testing/follow-remedies.ts'
import { resetSchemas } from '../testing/reset-schemas.ts'

let database: TestDatabase
let client: Client
beforeAll(async () => {
  database = await createTestDatabase()
  client = await database.client()
})
beforeEach(async () => {
  await resetSchemas(client)
  await client.query("create type e as enum ('a', 'b', 'x', 'c')")
})
afterAll(() => database.drop())

const abc = defineEnum({ schema: 'public', name: 'e', values: ['a', 'b', 'c'] })

/** Returns what the message says is in the way; what it prints has to run and may change rows only. */
async function obstaclesTo(sql: string): Promise<string[]> {
  await client.query(sql)
  const { details, isRepaired, changes } = await followRemedies(client, abc)
  expect([isRepaired, changes.filter((change) => !/^[-+] row /.test(change))]).toEqual([false, []])
  expect(details.repair?.rebuild?.statements).toEqual([])
  return [...(details.repair?.rebuild?.obstacles ?? [])]
}

test('views, views on views, materialized views and rules are in the way', async () => {
  expect(
    await obstaclesTo(`
      create table t (id int, k e);
      create view v as select k from t;
      create view w as select * from v;
      create view only_a_label as select 'a'::e::text as k;
      create materialized view m as select k from t;
      create index on m (k);
      create rule r as on insert to t where new.k = 'c' do instead nothing;
    `),
  ).toMatchInlineSnapshot(`
    [
      "view public.v",
      "view public.w",
      "view public.only_a_label",
      "materialized view public.m",
      "rule r on public.t",
    ]
  `)
})

test('policies and triggers that look at the column are in the way, other triggers are not', async () => {
  expect(
    await obstaclesTo(`
      create table t (id int, k e);
      create policy p on t using (k = 'a');
      create function f() returns trigger language plpgsql as 'begin return new; end';
      create trigger on_value before update on t for each row when (new.k = 'a') execute function f();
      create trigger on_column before update of k on t for each row execute function f();
      create trigger on_any before update on t for each row when (old.* is distinct from new.*) execute function f();
    `),
  ).toMatchInlineSnapshot(`
    [
      "trigger on_value on public.t",
      "trigger on_column on public.t",
      "policy p on public.t",
    ]
  `)
})

test('functions, procedures, aggregates, operators and casts are in the way', async () => {
  expect(
    await obstaclesTo(`
      create table t (k e);
      create function f(k e) returns e[] language sql as 'select array[k]';
      create function atomic() returns bigint language sql begin atomic select count(k) from t; end;
      create procedure p(k e) language sql as 'select 1';
      create function s(int, e) returns int language sql as 'select $1 + 1';
      create aggregate ag(e) (sfunc = s, stype = int, initcond = '0');
      create function same(e, text) returns bool language sql as 'select $1::text = $2';
      create operator === (leftarg = e, rightarg = text, function = same);
      create cast (e as text) with inout as assignment;
    `),
  ).toMatchInlineSnapshot(`
    [
      "function public.f(public.e)",
      "function public.atomic()",
      "procedure public.p(public.e)",
      "function public.s(integer,public.e)",
      "aggregate public.ag(public.e)",
      "function public.same(public.e,pg_catalog.text)",
      "cast (public.e AS pg_catalog.text)",
      "operator public.===(public.e,pg_catalog.text)",
    ]
  `)
})

test('domains, composite types and ranges are in the way, and the columns that are made of them', async () => {
  expect(
    await obstaclesTo(`
      create domain d as e default 'a' check (value <> 'c');
      create type ct as (n int, k e);
      create type r as range (subtype = e);
      create table t (d d default 'a', ct ct, r r, ds d[]);
      insert into t values ('x', (1, 'x'), '[a,x]');
    `),
  ).toMatchInlineSnapshot(`
    [
      "domain public.d",
      "range type public.r",
      "composite type column public.ct.k",
      "column public.t.d",
      "column public.t.r",
      "column public.t.ds",
    ]
  `)
})

test('no sentence says that nothing uses the type where only a domain does', async () => {
  await client.query('create domain d as e; create table t (k d)')
  const { message } = await followRemedies(client, abc)
  expect(sentencesOf(message)).toMatchInlineSnapshot(`
    [
      "'x' has to go.",
      "Rebuilding the type without 'x' takes statements of your own, because these are in the way:",
      "- domain public.d",
      "- column public.t.k",
      "(or keep the label, and compare in mode 'superset')",
    ]
  `)
})

test('generated columns are in the way, those of the type also of an UPDATE', async () => {
  await client.query(`
    create table t (
      n int,
      k e generated always as (case when n > 0 then 'a'::e else 'x'::e end) stored,
      l e,
      g bool generated always as (l = 'a'::e) stored
    );
    insert into t values (0);
  `)
  const { message, changes } = await followRemedies(client, abc)
  expect(sentencesOf(message)).toMatchInlineSnapshot(`
    [
      "'x' has to go; 2 columns use the type:",
      "- public.t.k, 1 row holds the label; in the way of an UPDATE: generated column public.t.k",
      "- the other: no row holds the label",
      "Rebuilding the type without 'x' takes statements of your own, because these are in the way:",
      "- column public.t.g",
      "- generated column public.t.k",
      "(or keep the label, and compare in mode 'superset')",
    ]
  `)
  expect(changes).toEqual([])
})

test('a typed table is in the way', async () => {
  expect(
    await obstaclesTo("create type ct as (n int, k e); create table t of ct; insert into t values (1, 'x')"),
  ).toMatchInlineSnapshot(`
    [
      "composite type column public.ct.k",
      "typed table public.t",
    ]
  `)
})

test('what stores the row type of a table is in the way, however deep; functions and views of it are not', async () => {
  expect(
    await obstaclesTo(`
      create table t (n int, k e);
      create domain d as t;
      create type ct as (ts t[]);
      create table u (r t, ds d[], ct ct);
      create materialized view m as select t from t;
    `),
  ).toMatchInlineSnapshot(`
    [
      "column public.u.ct, which uses the row type of public.t",
      "column public.u.ds, which uses the row type of public.t",
      "column public.u.r, which uses the row type of public.t",
      "materialized view column public.m.t, which uses the row type of public.t",
    ]
  `)
  await client.query('drop table u cascade; drop materialized view m; drop type ct; drop domain d')
  await client.query(
    "create function f(t) returns int language sql as 'select 1'; create view v as select t from t",
  )
  const { isRepaired, changes } = await followRemedies(client, abc)
  expect(isRepaired).toBe(true)
  expect(changes).toMatchInlineSnapshot(`
    [
      "type public.e labels: ["a","b","x","c"] -> ["a","b","c"]",
    ]
  `)
})

test('defaults of other columns and expressions that name a label are in the way', async () => {
  expect(
    await obstaclesTo("create table t (id int, k e, l text default ('a'::e)::text)"),
  ).toMatchInlineSnapshot(`
    [
      "default value for public.t.l",
    ]
  `)
})

test('foreign tables, and tables that one inherits from, are in the way', async () => {
  await client.query('create foreign data wrapper fw; create server fs foreign data wrapper fw')
  await client.query("create foreign table ft (k e default 'a') server fs; create table u (k e)")
  const { message, changes } = await followRemedies(client, abc)
  expect(sentencesOf(message)).toMatchInlineSnapshot(`
    [
      "'x' has to go; 2 columns use the type:",
      "- public.ft.k, its rows are on another server; in the way of an UPDATE: foreign table public.ft",
      "- the other: no row holds the label",
      "Rebuilding the type without 'x' takes statements of your own, because this is in the way:",
      "- foreign table public.ft",
      "(or keep the label, and compare in mode 'superset')",
    ]
  `)
  expect(changes).toEqual([])
  await client.query('drop foreign data wrapper fw cascade')
})

test('a temporary table, of this session or another, is in the way', async () => {
  const other = await database.client()
  await other.query("create temp table t (k e); insert into t values ('x')")
  await client.query("create temp table mine (k e); insert into mine values ('x')")
  const { message } = await followRemedies(client, abc)
  const sentences = sentencesOf(message).map((line) => line.replaceAll(/pg_temp_\d+/g, 'pg_temp_0'))
  expect(sentences).toMatchInlineSnapshot(`
    [
      "'x' has to go; 2 columns use the type:",
      "- pg_temp_0.mine.k, its rows belong to one session; in the way of an UPDATE: temporary table pg_temp_0.mine",
      "- pg_temp_0.t.k, its rows belong to one session; in the way of an UPDATE: temporary table pg_temp_0.t",
      "Rebuilding the type without 'x' takes statements of your own, because these are in the way:",
      "- temporary table pg_temp_0.mine",
      "- temporary table pg_temp_0.t",
      "(or keep the label, and compare in mode 'superset')",
    ]
  `)
  await client.query('drop table mine')
  await other.query('drop table t')
  expect((await followRemedies(client, abc)).isRepaired).toBe(true)
})

test('a publication is kept, and in the way where it lists the column (PostgreSQL 15 and later)', async () => {
  await client.query('create table t (id int primary key, k e); create publication p for table t')
  const { isRepaired, changes } = await followRemedies(client, abc)
  expect(isRepaired).toBe(true)
  expect(changes).toEqual(['type public.e labels: ["a","b","x","c"] -> ["a","b","c"]'])
  await client.query(
    "drop publication p; drop table t; drop type e; create type e as enum ('a', 'b', 'x', 'c')",
  )
  if (database.major < 15) return
  expect(
    await obstaclesTo('create table t (id int primary key, k e); create publication p for table t (id, k)'),
  ).toMatchInlineSnapshot(`
    [
      "publication relation public.t in publication p",
    ]
  `)
  await client.query('drop publication p')
})

test('a sequence that the column owns stays with it', async () => {
  await client.query('create table t (k e); create sequence s owned by t.k')
  const { isRepaired, changes } = await followRemedies(client, abc)
  expect(isRepaired).toBe(true)
  expect(changes).toEqual(['type public.e labels: ["a","b","x","c"] -> ["a","b","c"]'])
})

test('labels can be added and renamed whatever depends on the type', async () => {
  await client.query(`
    create table t (k e default 'x', check (k <> 'c'));
    create view v as select k from t where k <> 'x';
    create domain d as e default 'x';
    create function f(k e) returns e language sql as 'select k';
    insert into t values ('x');
  `)
  const definition = defineEnum({ schema: 'public', name: 'e', values: ['z', 'a', 'b', 'y', 'x', 'c'] })
  expect((await followRemedies(client, definition, { mode: 'ordered' })).isRepaired).toBe(true)
  const renamed = defineEnum({ schema: 'public', name: 'e', values: ['z', 'a', 'b', 'y', 'new', 'c'] })
  const { isRepaired, changes } = await followRemedies(client, renamed, { remedy: 'rename', mode: 'ordered' })
  expect(isRepaired).toBe(true)
  const ofView = (change: string) => change.startsWith('relation public.v ') // its text differs between versions
  expect(changes.filter((change) => !ofView(change))).toMatchInlineSnapshot(`
    [
      "- row public.t {"k": "x"}",
      "column public.t.k default: "'x'::public.e" -> "'new'::public.e"",
      "type public.e labels: ["z","a","b","y","x","c"] -> ["z","a","b","y","new","c"]",
      "+ row public.t {"k": "new"}",
    ]
  `)
  expect(changes.filter(ofView)).toHaveLength(1)
})
