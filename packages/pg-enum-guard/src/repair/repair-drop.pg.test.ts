import { createTestDatabase, type TestDatabase } from '@omni/test-postgres'
import type { Client } from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createEnumSafe } from '../create-enum-safe.ts'
import { defineEnum } from '../define-enum.ts'
import { followRemedies } from '../testing/follow-remedies.ts'
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

/** Runs the printed drop; returns what the message announced and what went, the type itself and its rows' text apart. */
async function dropOf(sql: string): Promise<{ announced: string[]; gone: string[] }> {
  await client.query(sql)
  const { message, changes } = await followRemedies(client, abc, { remedy: 'drop' })
  const lines = message.split('\n')
  const announced = lines.slice(lines.findIndex((line) => line.startsWith('  3. ')) + 1)
  expect(changes).toContain('- type public.e')
  expect(await createEnumSafe(client, abc)).toBe('created')
  return {
    announced: announced.map((line) => line.trim()),
    gone: changes.filter((change) => change !== '- type public.e' && !/^[-+] row /.test(change)),
  }
}

test('nothing goes with an enum that nothing uses', async () => {
  expect(await dropOf('create table t (id int)')).toMatchInlineSnapshot(`
    {
      "announced": [
        "Nothing depends on it.",
      ],
      "gone": [],
    }
  `)
})

test('columns go with their indexes, constraints, statistics and defaults', async () => {
  expect(
    await dropOf(`
      create table t (id int, k e unique default 'a', l e[], m text default ('a'::e)::text, check (k <> 'c'));
      create index i1 on t (id, k);
      create index i2 on t (id) where k = 'a';
      create index i3 on t (id);
      create statistics st on id, k from t;
    `),
  ).toMatchInlineSnapshot(`
    {
      "announced": [
        "This also drops:",
        "- column public.t.k and everything in it",
        "- column public.t.l and everything in it",
        "- default value for public.t.m",
        "- statistics object public.st",
        "- table constraint t_k_check on public.t",
        "- table constraint t_k_key on public.t",
      ],
      "gone": [
        "- column public.t.k",
        "- column public.t.l",
        "- constraint public.t.t_k_check",
        "- constraint public.t.t_k_key",
        "- index public.i1",
        "- index public.i2",
        "- index public.t_k_key",
        "- statistics public.st",
        "column public.t.m default: "('a'::public.e)::text" -> null",
      ],
    }
  `)
})

test('a table that is partitioned by the type goes as a whole, with its partitions', async () => {
  expect(
    await dropOf(`
      create table t (id int, k e) partition by list (k);
      create table t_a partition of t for values in ('a');
      create index on t (id);
      insert into t values (1, 'a');
    `),
  ).toMatchInlineSnapshot(`
    {
      "announced": [
        "This also drops:",
        "- table public.t and everything in it",
        "- table public.t_a and everything in it",
      ],
      "gone": [
        "- column public.t.id",
        "- column public.t.k",
        "- column public.t_a.id",
        "- column public.t_a.k",
        "- index public.t_a_id_idx",
        "- index public.t_id_idx",
        "- relation public.t",
        "- relation public.t_a",
      ],
    }
  `)
})

test('domains, composite types and ranges go, and the columns that are made of them', async () => {
  expect(
    await dropOf(`
      create domain d as e check (value <> 'c');
      create type ct as (n int, k e);
      create type r as range (subtype = e);
      create table t (id int, d d, ct ct, r r, ds d[]);
      insert into t values (1, 'a', (1, 'a'), '[a,b]', '{a}');
    `),
  ).toMatchInlineSnapshot(`
    {
      "announced": [
        "This also drops:",
        "- column public.t.d and everything in it",
        "- column public.t.ds and everything in it",
        "- column public.t.r and everything in it",
        "- composite type column public.ct.k and everything in it",
        "- domain public.d",
        "- range type public.r",
      ],
      "gone": [
        "- cast public.r to public.r_multirange",
        "- column public.ct.k",
        "- column public.t.d",
        "- column public.t.ds",
        "- column public.t.r",
        "- constraint public.d.d_check",
        "- function public.r(public.e, public.e)",
        "- function public.r(public.e, public.e, text)",
        "- function public.r_multirange()",
        "- function public.r_multirange(VARIADIC public.r[])",
        "- function public.r_multirange(public.r)",
        "- type public.d",
        "- type public.r",
        "- type public.r_multirange",
      ],
    }
  `)
})

test('views, rules, policies, triggers and generated columns go with the column that they look at', async () => {
  expect(
    await dropOf(`
      create table t (id int, k e, g bool generated always as (k = 'a'::e) stored);
      create view v as select k from t;
      create view w as select 1 as one from v;
      create materialized view m as select k from t;
      create rule r as on insert to t where new.k = 'c' do instead nothing;
      create policy p on t using (k = 'a');
      create function f() returns trigger language plpgsql as 'begin return new; end';
      create trigger tr before update of k on t for each row execute function f();
    `),
  ).toMatchInlineSnapshot(`
    {
      "announced": [
        "This also drops:",
        "- column public.t.g and everything in it",
        "- column public.t.k and everything in it",
        "- materialized view public.m",
        "- policy p on public.t",
        "- rule r on public.t",
        "- trigger tr on public.t",
        "- view public.v",
        "- view public.w",
      ],
      "gone": [
        "- column public.m.k",
        "- column public.t.g",
        "- column public.t.k",
        "- column public.v.k",
        "- column public.w.one",
        "- policy public.t.p",
        "- relation public.m",
        "- relation public.v",
        "- relation public.w",
        "- rule public.t.r",
        "- trigger public.t.tr",
      ],
    }
  `)
})

test('a generated column of the type goes on every version, and is announced', async () => {
  expect(
    await dropOf(
      "create table t (n int, k e generated always as (case when n > 0 then 'a'::e else 'b'::e end) stored)",
    ),
  ).toMatchInlineSnapshot(`
    {
      "announced": [
        "This also drops column public.t.k and everything in it.",
      ],
      "gone": [
        "- column public.t.k",
      ],
    }
  `)
})

test('functions, operators and casts go', async () => {
  expect(
    await dropOf(`
      create function f(k e) returns e[] language sql as 'select array[k]';
      create function same(e, text) returns bool language sql as 'select $1::text = $2';
      create operator === (leftarg = e, rightarg = text, function = same);
      create cast (e as text) with inout as assignment;
    `),
  ).toMatchInlineSnapshot(`
    {
      "announced": [
        "This also drops:",
        "- cast (public.e AS pg_catalog.text)",
        "- function public.f(public.e)",
        "- function public.same(public.e,pg_catalog.text)",
        "- operator public.===(public.e,pg_catalog.text)",
      ],
      "gone": [
        "- cast public.e to text",
        "- function public.f(k public.e)",
        "- function public.same(public.e, text)",
      ],
    }
  `)
})

test('inherited columns and typed tables lose the column', async () => {
  expect(
    await dropOf(`
      create table p (id int, k e);
      create table c (n int) inherits (p);
      create type ct as (n int, k e);
      create table typed of ct;
    `),
  ).toMatchInlineSnapshot(`
    {
      "announced": [
        "This also drops:",
        "- column public.c.k and everything in it",
        "- column public.p.k and everything in it",
        "- column public.typed.k and everything in it",
        "- composite type column public.ct.k and everything in it",
      ],
      "gone": [
        "- column public.c.k",
        "- column public.ct.k",
        "- column public.p.k",
        "- column public.typed.k",
      ],
    }
  `)
})

test('an extension goes as a whole where a member of it uses the type', async () => {
  await client.query(`
    create function f(e) returns int language sql as 'select 1';
    alter extension plpgsql add function f(e);
  `)
  const { message, changes } = await followRemedies(client, abc, { remedy: 'drop' })
  await client.query('create extension plpgsql')
  expect(message).toContain('\n     - extension plpgsql\n')
  expect(message).toContain('\n     - function public.f(public.e)')
  expect(changes).toEqual(['- extension plpgsql', '- function public.f(public.e)', '- type public.e'])
})
