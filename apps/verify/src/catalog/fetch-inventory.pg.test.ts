import { createTestDatabase, type TestDatabase } from '@omni/test-postgres'
import type { Client } from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { compareInventories, renderDifference } from '../inventory/compare-inventories.ts'
import { fetchInventory } from './fetch-inventory.ts'

const BASE = `
  create type public.color as enum ('red', 'green');
  create table public.cars (id int primary key, name text not null default 'x', color public.color);
  create view public.names as select name from public.cars;
  create function public.f() returns int language sql as 'select 1';
  create sequence public.s;
`

let database: TestDatabase
let client: Client
beforeAll(async () => {
  database = await createTestDatabase()
  client = await database.client()
  await client.query(BASE)
})
afterAll(() => database.drop())
beforeEach(async () => void (await client.query('begin')))
afterEach(async () => void (await client.query('rollback')))

const take = () => fetchInventory(client, ['history'])

/** Returns what a change looks like in the inventory. */
async function changesOf(sql: string): Promise<string[]> {
  const before = await take()
  await client.query(sql)
  return compareInventories(before, await take()).map(renderDifference)
}

describe('fetchInventory', () => {
  test('is the same for what is dropped and made again', async () => {
    const before = await take()
    await client.query(
      `drop table cars cascade; drop type color; drop function f(); drop sequence s; ${BASE}`,
    )
    expect(await take()).toEqual(before)
    expect(before.map(({ kind, identity }) => `${kind} ${identity}`)).toEqual(
      expect.arrayContaining([
        'schema public',
        'table public.cars',
        'table column public.cars.name',
        'index public.cars_pkey',
        'table constraint cars_pkey on public.cars',
        'type public.color',
        'view public.names',
        'function public.f()',
        'sequence public.s',
      ]),
    )
  })

  test('holds nothing of the server, of sessions, and of the history', async () => {
    await client.query(`create temporary table t (id int)`)
    expect(await changesOf(`create table history (id serial primary key)`)).toEqual([
      'extra sequence public.history_id_seq',
      expect.stringMatching(/^extra sequence column public\.history_id_seq\./),
      expect.stringMatching(/^extra sequence column public\.history_id_seq\./),
      expect.stringMatching(/^extra sequence column public\.history_id_seq\./),
    ])
    const { rows } = await client.query(`select 1 from pg_class where relname = 't'`)
    expect(rows).toHaveLength(1)
    expect(
      (await take()).filter(({ identity }) => /pg_catalog|pg_temp|information_schema/.test(identity)),
    ).toEqual([])
  })

  test.for<[what: string, sql: string, expected: RegExp]>([
    [
      'a label',
      `alter type color rename value 'red' to 'blue'`,
      /^changed type public.color: labels \["red"/,
    ],
    ['a default', `alter table cars alter name set default 'y'`, /default "'x'::text" → "'y'::text"/],
    ['nullability', `alter table cars alter name drop not null`, /notNull true → false/],
    ['a type', `alter table cars alter id type bigint`, /type "integer" → "bigint"/],
    ['a column', `alter table cars add extra int`, /^extra table column public.cars.extra$/],
    ['an index', `create index i on cars (name)`, /^extra index public.i$/],
    [
      'what an index is over',
      `create index i on cars (name desc); drop index i; create index i on cars (color)`,
      /^extra index/,
    ],
    [
      'a constraint',
      `alter table cars add constraint c check (id > 0)`,
      /^extra table constraint c on public.cars$/,
    ],
    ['a right on a table', `grant select on cars to public`, /^changed table public.cars: acl null → /],
    ['a right on a column', `grant select (name) on cars to public`, /^changed table column .*: acl null → /],
    [
      'a right on a type',
      `revoke usage on type color from public`,
      /^changed type public.color: acl null → /,
    ],
    ['a right on the schema', `revoke usage on schema public from public`, /^changed schema public: acl /],
    [
      'an owner',
      `create role verify_owner; alter table cars owner to verify_owner`,
      /owner .* → "verify_owner"/,
    ],
    [
      'a comment on a table',
      `comment on table cars is 'x'`,
      /^changed table public.cars: comment null → "x"/,
    ],
    ['a comment on a column', `comment on column cars.name is 'x'`, /comment null → "x"/],
    ['a comment on a type', `comment on type color is 'x'`, /^changed type public.color: comment null → "x"/],
    [
      'a view',
      `create or replace view names as select name from cars where id > 1`,
      /^changed view public.names/,
    ],
    [
      'a function',
      `create or replace function f() returns int language sql as 'select 2'`,
      /^changed function/,
    ],
    [
      'a trigger',
      `create trigger t before insert on cars execute function suppress_redundant_updates_trigger()`,
      /^extra trigger t on public.cars$/,
    ],
    ['row security', `alter table cars enable row level security`, /rowSecurity false → true/],
    ['a policy', `create policy p on cars using (true)`, /^extra policy p on public.cars$/],
    ['a domain', `create domain d as int check (value > 0)`, /^extra (type|domain constraint) /],
    ['a schema', `create schema other`, /^extra schema other$/],
    ['default rights', `alter default privileges grant select on tables to public`, /^extra default acl /],
    ['an extension', `create extension "uuid-ossp"`, /^extra /],
    ['a sequence', `create sequence s2`, /^extra sequence public.s2$/],
    ['a cast', `create cast (color as int) with inout`, /^extra cast /],
  ])('notices %s', async ([, sql, expected]) => {
    expect((await changesOf(sql)).filter((line) => expected.test(line))).not.toEqual([])
  })
})
