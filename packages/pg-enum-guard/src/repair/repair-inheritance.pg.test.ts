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

test('partitions follow their table, with indexes, defaults and rows', async () => {
  await client.query(`
    create table t (id int, k e default 'a') partition by range (id);
    create table t_1 partition of t for values from (0) to (10);
    create table t_2 partition of t for values from (10) to (20) partition by list (id);
    create table t_2_1 partition of t_2 default;
    create index on t (k);
    insert into t values (1, 'x'), (11, 'x'), (12, 'b');
  `)
  const { message, isRepaired, changes } = await followRemedies(client, abc)
  expect(sentencesOf(message)).toMatchInlineSnapshot(`
    [
      "'x' has to go; column public.t.k uses the type, 2 rows hold the label:",
      "Rebuild the type without 'x', in one transaction:",
    ]
  `)
  expect(isRepaired).toBe(true)
  expect(changes).toMatchInlineSnapshot(`
    [
      "- row public.t_1 {"k": "x", "id": 1}",
      "- row public.t_2_1 {"k": "x", "id": 11}",
      "type public.e labels: ["a","b","x","c"] -> ["a","b","c"]",
      "+ row public.t_1 {"k": "a", "id": 1}",
      "+ row public.t_2_1 {"k": "a", "id": 11}",
    ]
  `)
})

test('a partition, or a child, keeps a default of its own, and the lack of one', async () => {
  await client.query(`
    create table t (id int, k e default 'a') partition by range (id);
    create table t_1 partition of t for values from (0) to (10);
    create table t_2 partition of t for values from (10) to (20);
    alter table t_1 alter k set default 'x';
    alter table t_2 alter k drop default;
    create table p (k e);
    create table p_1 (k e default 'b') inherits (p);
    create table p_2 (k e default 'c') inherits (p_1);
    create table other (k e default 'c');
  `)
  const { message, isRepaired, changes } = await followRemedies(client, abc)
  expect(message.split('\n').filter((line) => line.includes('ALTER TABLE ONLY'))).toMatchInlineSnapshot(`
    [
      "       ALTER TABLE ONLY public.p_1 ALTER COLUMN k DROP DEFAULT;",
      "       ALTER TABLE ONLY public.p_2 ALTER COLUMN k DROP DEFAULT;",
      "       ALTER TABLE ONLY public.t_1 ALTER COLUMN k DROP DEFAULT;",
      "       ALTER TABLE ONLY public.p_1 ALTER COLUMN k SET DEFAULT 'b';",
      "       ALTER TABLE ONLY public.p_2 ALTER COLUMN k SET DEFAULT 'c';",
      "       ALTER TABLE ONLY public.t_1 ALTER COLUMN k SET DEFAULT …;",
      "       ALTER TABLE ONLY public.t_2 ALTER COLUMN k DROP DEFAULT;",
    ]
  `)
  expect(isRepaired).toBe(true)
  expect(changes).toMatchInlineSnapshot(`
    [
      "column public.t_1.k default: "'x'::public.e" -> "'a'::public.e"",
      "type public.e labels: ["a","b","x","c"] -> ["a","b","c"]",
    ]
  `)
})

test('a table of which the type is the partition key is in the way, of an UPDATE too', async () => {
  await client.query(`
    create table t (id int, k e) partition by list (k);
    create table t_a partition of t for values in ('a', 'b');
    create table t_x partition of t for values in ('x');
    insert into t values (1, 'x');
  `)
  const { message, changes } = await followRemedies(client, abc)
  expect(sentencesOf(message)).toMatchInlineSnapshot(`
    [
      "'x' has to go; column public.t.k uses the type, 1 row holds the label; in the way of an UPDATE: partition key of public.t",
      "Rebuilding the type without 'x' takes statements of your own, because this is in the way:",
      "- partition key of public.t",
      "(or keep the label, and compare in mode 'superset')",
    ]
  `)
  expect(changes).toEqual([])
})

test('an empty table of which the type is the partition key is in the way too', async () => {
  await client.query(`
    create table t (k e) partition by list (k);
    create table t_1 partition of t default partition by list (k);
    create table t_1_1 partition of t_1 default;
    create table u (k e) partition by list ((k = 'a'));
  `)
  const { details, changes } = await followRemedies(client, abc)
  expect(details.repair?.rebuild?.obstacles).toMatchInlineSnapshot(`
    [
      "partition key of public.t",
      "partition key of public.u",
    ]
  `)
  expect(changes).toEqual([])
})

test('so is a partition that is partitioned by the type itself', async () => {
  await client.query(`
    create table t (id int, k e) partition by range (id);
    create table t_1 partition of t for values from (0) to (10) partition by list (k);
    create table t_1_x partition of t_1 for values in ('x');
    insert into t values (1, 'x');
  `)
  const { message, changes } = await followRemedies(client, abc)
  expect(sentencesOf(message)).toMatchInlineSnapshot(`
    [
      "'x' has to go; column public.t.k uses the type, 1 row holds the label; in the way of an UPDATE: partition key of public.t_1",
      "Rebuilding the type without 'x' takes statements of your own, because this is in the way:",
      "- partition key of public.t_1",
      "(or keep the label, and compare in mode 'superset')",
    ]
  `)
  expect(changes).toEqual([])
})

test('children change with the parent, in whatever generation and over whatever way', async () => {
  await client.query(`
    create table a (k e);
    create table b () inherits (a);
    create table c (k e) inherits (a);
    create table d () inherits (b, c);
    insert into a values ('a');
    insert into d values ('x');
  `)
  const { message, isRepaired, changes } = await followRemedies(client, abc)
  expect(sentencesOf(message)).toMatchInlineSnapshot(`
    [
      "'x' has to go; column public.a.k uses the type, 1 row holds the label:",
      "Rebuild the type without 'x', in one transaction:",
    ]
  `)
  expect(isRepaired).toBe(true)
  expect(changes).toMatchInlineSnapshot(`
    [
      "- row public.d {"k": "x"}",
      "type public.e labels: ["a","b","x","c"] -> ["a","b","c"]",
      "+ row public.d {"k": "a"}",
    ]
  `)
})

test('a column that comes from two unrelated parents is in the way', async () => {
  await client.query('create table p (k e); create table q (k e); create table t () inherits (p, q)')
  const { details, changes } = await followRemedies(client, abc)
  expect(details.repair?.rebuild?.obstacles).toMatchInlineSnapshot(`
    [
      "column public.t.k, which comes from several tables",
    ]
  `)
  expect(changes).toEqual([])
})
