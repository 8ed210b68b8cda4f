import { createTestDatabase, type TestDatabase } from '@omni/test-postgres'
import type { Client } from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { defineEnum } from '../define-enum.ts'
import { followRemedies, mismatchOf, sentencesOf } from '../testing/follow-remedies.ts'
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

/** Nothing can be printed for what is in the way: the message names it, and what it prints runs and changes no object. */
async function expectInTheWay(): Promise<string[]> {
  const { details, isRepaired, changes } = await followRemedies(client, abc)
  expect([isRepaired, changes.filter((change) => !/^[-+] row /.test(change))]).toEqual([false, []])
  expect(details.repair?.rebuild?.statements).toEqual([])
  return [...(details.repair?.rebuild?.obstacles ?? [])]
}

test('plain, unique, hash, GIN, covering and descending indexes, primary keys and exclusions are kept', async () => {
  await client.query(`
    create table t (k e primary key, l e unique, m e, n e[], exclude using btree (m with =));
    create index i1 on t using hash (m);
    create index i2 on t using gin (n);
    create index i3 on t (m desc nulls last) include (l);
    create index i4 on t (m) where m is not null;
    insert into t values ('a', 'a', 'a', '{a,c}');
  `)
  const { isRepaired, changes } = await followRemedies(client, abc)
  expect(isRepaired).toBe(true)
  expect(changes).toMatchInlineSnapshot(`
    [
      "type public.e labels: ["a","b","x","c"] -> ["a","b","c"]",
    ]
  `)
})

test('an index that the rebuild makes anew serves queries afterwards', async () => {
  await client.query(
    "create table t (k e); create index i on t (k); insert into t values ('a'), ('c'), ('x')",
  )
  await followRemedies(client, abc, { choose: "'b'" })
  await client.query('set enable_seqscan = off')
  const { rows } = await client.query("select k::text from t where k >= 'b' order by k")
  await client.query('reset enable_seqscan')
  expect(rows).toEqual([{ k: 'b' }, { k: 'c' }])
})

test('a unique value can only become one that is free, and the message says so', async () => {
  await client.query(
    "create table kinds (kind e primary key, name text); insert into kinds values ('a', 'A'), ('x', 'X')",
  )
  const { message, isRepaired } = await followRemedies(client, abc, { choose: "'b'" })
  expect(sentencesOf(message)).toMatchInlineSnapshot(`
    [
      "'x' has to go; column public.kinds.kind uses the type, 1 row holds the label (among unique values: choose a label that no other row holds, or delete the row):",
      "Rebuild the type without 'x', in one transaction:",
    ]
  `)
  expect(isRepaired).toBe(true)
})

test('checks that name no label are kept, valid or not', async () => {
  await client.query(`
    create table t (k e, l e, check (k is not null), check (k = l), check (k::text <> 'zzz'));
    insert into t values ('a', 'a'), ('b', 'b');
    alter table t add constraint later check (l is null) not valid;
    comment on constraint later on t is 'not yet';
  `)
  const { isRepaired, changes } = await followRemedies(client, abc)
  expect(isRepaired).toBe(true)
  expect(changes).toMatchInlineSnapshot(`
    [
      "type public.e labels: ["a","b","x","c"] -> ["a","b","c"]",
    ]
  `)
})

test('extended statistics of columns are kept', async () => {
  await client.query(
    "create table t (id int, k e); create statistics st on id, k from t; comment on statistics st is 'st'",
  )
  const { isRepaired, changes } = await followRemedies(client, abc)
  expect(isRepaired).toBe(true)
  expect(changes).toMatchInlineSnapshot(`
    [
      "type public.e labels: ["a","b","x","c"] -> ["a","b","c"]",
    ]
  `)
})

test('indexes, checks, exclusions and statistics that name a label are in the way', async () => {
  await client.query(`
    create table t (
      id int, k e, l e[],
      constraint c1 check (k <> 'c'),
      constraint c2 check ('a' = any (l)),
      constraint c3 exclude using btree (id with =) where (k = 'a')
    );
    create index i1 on t (id) where k in ('a', 'b');
    create unique index i2 on t ((k = 'a'));
    create statistics st on (k = 'a'), id from t;
  `)
  expect(await expectInTheWay()).toMatchInlineSnapshot(`
    [
      "index public.i1",
      "index public.i2",
      "table constraint c1 on public.t",
      "table constraint c2 on public.t",
      "table constraint c3 on public.t",
      "statistics object public.st",
    ]
  `)
})

test('a check of another column that names a label is in the way', async () => {
  await client.query("create table t (k text, constraint c check (k <> ('a'::e)::text))")
  expect(await expectInTheWay()).toMatchInlineSnapshot(`
    [
      "table constraint c on public.t",
    ]
  `)
})

test('the sentence is in the singular for one thing in the way', async () => {
  await client.query("create table t (k e check (k <> 'c'))")
  const { message } = await mismatchOf(client, abc)
  expect(sentencesOf(message)).toMatchInlineSnapshot(`
    [
      "'x' has to go; column public.t.k uses the type, no row holds the label.",
      "Rebuilding the type without 'x' takes statements of your own, because this is in the way:",
      "- table constraint t_k_check on public.t",
      "(or keep the label, and compare in mode 'superset')",
    ]
  `)
})

test('what is in the way of another order is named too', async () => {
  await client.query("create type f as enum ('b', 'a'); create table t (k f check (k <> 'b'))")
  const definition = defineEnum({ schema: 'public', name: 'f', values: ['a', 'b'] })
  const { message } = await mismatchOf(client, definition, { mode: 'ordered' })
  expect(sentencesOf(message)).toMatchInlineSnapshot(`
    [
      "Rebuilding the type in the order of the code takes statements of your own, because this is in the way:",
      "- table constraint t_k_check on public.t",
      "(or accept the order, and compare in mode 'set')",
    ]
  `)
})

test('a foreign key between enum columns is in the way, of each UPDATE too', async () => {
  await client.query(`
    create table p (k e primary key);
    create table t (k e references p);
    insert into p values ('a'), ('x');
    insert into t values ('x');
  `)
  const { message, changes } = await followRemedies(client, abc)
  expect(sentencesOf(message)).toMatchInlineSnapshot(`
    [
      "'x' has to go; 2 columns use the type:",
      "- public.p.k, 1 row holds the label; in the way of an UPDATE: foreign key t_k_fkey on public.t",
      "- public.t.k, 1 row holds the label; in the way of an UPDATE: foreign key t_k_fkey on public.t",
      "Rebuilding the type without 'x' takes statements of your own, because this is in the way:",
      "- foreign key t_k_fkey on public.t",
      "(or keep the label, and compare in mode 'superset')",
    ]
  `)
  expect(changes).toEqual([])
})

test('a foreign key that spans more columns, or stands on a child, is in the way of the UPDATE of its column', async () => {
  await client.query(`
    create table p (id int, k e, unique (id, k));
    create table parent (id int, k e);
    create table child () inherits (parent);
    alter table child add foreign key (id, k) references p (id, k);
    insert into p values (1, 'x');
    insert into child values (1, 'x');
  `)
  const { message } = await followRemedies(client, abc)
  expect(sentencesOf(message)).toMatchInlineSnapshot(`
    [
      "'x' has to go; 2 columns use the type:",
      "- public.p.k, 1 row holds the label; in the way of an UPDATE: foreign key child_id_k_fkey on public.child",
      "- public.parent.k, 1 row holds the label; in the way of an UPDATE: foreign key child_id_k_fkey on public.child",
      "Rebuilding the type without 'x' takes statements of your own, because this is in the way:",
      "- foreign key child_id_k_fkey on public.child",
      "(or keep the label, and compare in mode 'superset')",
    ]
  `)
})

test('a foreign key of other columns is in nobody’s way', async () => {
  await client.query(`
    create table p (id int primary key, k e);
    create table t (id int references p, k e);
    insert into p values (1, 'x');
    insert into t values (1, 'x');
  `)
  const { isRepaired } = await followRemedies(client, abc)
  expect(isRepaired).toBe(true)
})

test('a rule that replaces UPDATE is in the way only while rows hold the label', async () => {
  await client.query(
    "create table t (k e); create rule r as on update to t do instead nothing; insert into t values ('x')",
  )
  const { message } = await followRemedies(client, abc)
  expect(sentencesOf(message)).toMatchInlineSnapshot(`
    [
      "'x' has to go; column public.t.k uses the type, 1 row holds the label; in the way of an UPDATE: rule r on public.t",
      "Rebuilding the type without 'x' takes statements of your own, because this is in the way:",
      "- rule r on public.t",
      "(or keep the label, and compare in mode 'superset')",
    ]
  `)
  await client.query('delete from t')
  expect((await followRemedies(client, abc)).isRepaired).toBe(true)
})
