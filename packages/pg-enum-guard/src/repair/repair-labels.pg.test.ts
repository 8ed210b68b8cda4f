import { createTestDatabase, type TestDatabase } from '@omni/test-postgres'
import type { Client } from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createEnumSafe } from '../create-enum-safe.ts'
import { defineEnum } from '../define-enum.ts'
import { asPostgres, followRemedies, mismatchOf, sentencesOf } from '../testing/follow-remedies.ts'
import { resetSchemas } from '../testing/reset-schemas.ts'

let database: TestDatabase
let client: Client
beforeAll(async () => {
  database = await createTestDatabase()
  client = await database.client()
})
beforeEach(() => resetSchemas(client))
afterAll(() => database.drop())

const abc = defineEnum({ schema: 'public', name: 'e', values: ['a', 'b', 'c'] })

test('the whole message reads as the issue asked for', async () => {
  await client.query(`
    create type node_type_enum as enum ('effect', 'compute', 'wrong_value');
    create table jobs (id int primary key, kind node_type_enum);
    insert into jobs values (1, 'effect'), (2, 'wrong_value'), (3, 'wrong_value'), (4, 'wrong_value');
  `)
  const nodeType = defineEnum({
    name: 'node_type_enum',
    values: ['effect', 'compute', 'reducer', 'orchestrator'],
  })
  const error = await mismatchOf(client, nodeType)
  expect(await asPostgres(client, error.message)).toMatchInlineSnapshot(`
    "MIGRATION VALIDATION FAILED: Enum 'node_type_enum' exists with incompatible values!
      Expected values: ['compute', 'effect', 'orchestrator', 'reducer']
      Existing values: ['compute', 'effect', 'wrong_value']
      Missing values: ['orchestrator', 'reducer']
      Extra values: ['wrong_value']

    To fix this issue:
      1. Repair the enum, keeping all data:
           ALTER TYPE public.node_type_enum ADD VALUE 'reducer' AFTER 'compute';
           ALTER TYPE public.node_type_enum ADD VALUE 'orchestrator' AFTER 'reducer';
         'wrong_value' has to go too; column public.jobs.kind uses the type, 3 rows hold the label:
           UPDATE public.jobs SET kind = … WHERE kind = 'wrong_value';
         Rebuild the type without 'wrong_value', in one transaction:
           BEGIN;
           ALTER TYPE public.node_type_enum RENAME TO node_type_enum__old;
           CREATE TYPE public.node_type_enum AS ENUM ('effect', 'compute', 'reducer', 'orchestrator');
           ALTER TYPE public.node_type_enum OWNER TO postgres;
           ALTER TABLE public.jobs
             ALTER COLUMN kind TYPE public.node_type_enum USING kind::text::public.node_type_enum;
           DROP TYPE public.node_type_enum__old;
           COMMIT;
           ANALYZE public.jobs;
      2. Re-run the migration
      OR
      3. Drop the enum: DROP TYPE public.node_type_enum CASCADE;
         This also drops column public.jobs.kind and everything in it."
  `)
  expect(error.hint).toMatchInlineSnapshot(
    `"Follow step 1 of the message, which keeps all data, then re-run."`,
  )
  const { isRepaired, changes } = await followRemedies(client, nodeType, { choose: "'reducer'" })
  expect(isRepaired).toBe(true)
  expect(changes).toMatchInlineSnapshot(`
    [
      "- row public.jobs {"id": 2, "kind": "wrong_value"}",
      "- row public.jobs {"id": 3, "kind": "wrong_value"}",
      "- row public.jobs {"id": 4, "kind": "wrong_value"}",
      "type public.node_type_enum labels: ["effect","compute","wrong_value"] -> ["effect","compute","reducer","orchestrator"]",
      "+ row public.jobs {"id": 2, "kind": "reducer"}",
      "+ row public.jobs {"id": 3, "kind": "reducer"}",
      "+ row public.jobs {"id": 4, "kind": "reducer"}",
    ]
  `)
})

test('labels missing at the front, in the middle, at the end and in several places are added where they belong', async () => {
  for (const labels of ["'b', 'c'", "'a', 'c'", "'a', 'b'", "'b'", "'c'", "'a'"]) {
    await client.query(`drop type if exists e; create type e as enum (${labels})`)
    const { isRepaired } = await followRemedies(client, abc, { mode: 'ordered' })
    expect([labels, isRepaired]).toEqual([labels, true])
  }
})

test('an enum without labels gets all of them, and keeps what uses it', async () => {
  await client.query('create type e as enum (); create table t (k e)')
  const error = await mismatchOf(client, abc)
  expect(await asPostgres(client, error.message)).toMatchInlineSnapshot(`
    "MIGRATION VALIDATION FAILED: Enum 'e' exists with incompatible values!
      Expected values: ['a', 'b', 'c']
      Existing values: []
      Missing values: ['a', 'b', 'c']
      Extra values: []

    To fix this issue:
      1. Repair the enum, keeping all data:
           ALTER TYPE public.e ADD VALUE 'a';
           ALTER TYPE public.e ADD VALUE 'b' AFTER 'a';
           ALTER TYPE public.e ADD VALUE 'c' AFTER 'b';
      2. Re-run the migration
      OR
      3. Drop the enum: DROP TYPE public.e CASCADE;
         This also drops column public.t.k and everything in it."
  `)
  expect(error.hint).toMatchInlineSnapshot(
    `"Run ALTER TYPE public.e ADD VALUE 'a'; ALTER TYPE public.e ADD VALUE 'b' AFTER 'a'; ALTER TYPE public.e ADD VALUE 'c' AFTER 'b'; Then re-run."`,
  )
  const { isRepaired, changes } = await followRemedies(client, abc, { mode: 'ordered' })
  expect(isRepaired).toBe(true)
  expect(changes).toMatchInlineSnapshot(`
    [
      "type public.e labels: null -> ["a","b","c"]",
    ]
  `)
})

test('an extra label of an enum that nothing uses goes with the type as it was', async () => {
  await client.query("create type e as enum ('a', 'b', 'x', 'c')")
  const { message, isRepaired, changes } = await followRemedies(client, abc)
  expect(sentencesOf(message)).toMatchInlineSnapshot(`
    [
      "'x' has to go; nothing uses the type.",
      "Rebuild the type without 'x', in one transaction:",
    ]
  `)
  expect(isRepaired).toBe(true)
  expect(changes).toMatchInlineSnapshot(`
    [
      "type public.e labels: ["a","b","x","c"] -> ["a","b","c"]",
    ]
  `)
})

test('an extra label that no row holds goes without a change of data', async () => {
  await client.query(`
    create type e as enum ('a', 'b', 'x', 'c');
    create table t (k e);
    insert into t values ('a'), (null);
  `)
  const { message, isRepaired, changes } = await followRemedies(client, abc)
  expect(sentencesOf(message)).toMatchInlineSnapshot(`
    [
      "'x' has to go; column public.t.k uses the type, no row holds the label.",
      "Rebuild the type without 'x', in one transaction:",
    ]
  `)
  expect(isRepaired).toBe(true)
  expect(changes).toMatchInlineSnapshot(`
    [
      "type public.e labels: ["a","b","x","c"] -> ["a","b","c"]",
    ]
  `)
})

test('several missing and several extra labels, several tables, two columns in one: only rows that hold an extra label change', async () => {
  await client.query(`
    create type e as enum ('a', 'x', 'y');
    create table t (id int, k e, l e);
    create table u (k e);
    insert into t values (1, 'x', 'y'), (2, 'a', 'a');
    insert into u values ('y'), ('y'), ('a');
  `)
  const { message, isRepaired, changes } = await followRemedies(client, abc, { choose: "'b'" })
  expect(await asPostgres(client, message)).toMatchInlineSnapshot(`
    "MIGRATION VALIDATION FAILED: Enum 'e' exists with incompatible values!
      Expected values: ['a', 'b', 'c']
      Existing values: ['a', 'x', 'y']
      Missing values: ['b', 'c']
      Extra values: ['x', 'y']

    To fix this issue:
      1. Repair the enum, keeping all data:
           ALTER TYPE public.e ADD VALUE 'b' AFTER 'a';
           ALTER TYPE public.e ADD VALUE 'c' AFTER 'b';
         'x' has to go too; 3 columns use the type:
         - public.t.k, 1 row holds the label:
           UPDATE public.t SET k = … WHERE k = 'x';
         - the other 2: no row holds the label
         'y' has to go too; 3 columns use the type:
         - public.t.l, 1 row holds the label:
           UPDATE public.t SET l = … WHERE l = 'y';
         - public.u.k, 2 rows hold the label:
           UPDATE public.u SET k = … WHERE k = 'y';
         - the other: no row holds the label
         Rebuild the type without 'x' and 'y', in one transaction:
           BEGIN;
           ALTER TYPE public.e RENAME TO e__old;
           CREATE TYPE public.e AS ENUM ('a', 'b', 'c');
           ALTER TYPE public.e OWNER TO postgres;
           ALTER TABLE public.t
             ALTER COLUMN k TYPE public.e USING k::text::public.e,
             ALTER COLUMN l TYPE public.e USING l::text::public.e;
           ALTER TABLE public.u
             ALTER COLUMN k TYPE public.e USING k::text::public.e;
           DROP TYPE public.e__old;
           COMMIT;
           ANALYZE public.t, public.u;
      2. Re-run the migration
      OR
      3. Drop the enum: DROP TYPE public.e CASCADE;
         This also drops:
         - column public.t.k and everything in it
         - column public.t.l and everything in it
         - column public.u.k and everything in it"
  `)
  expect(isRepaired).toBe(true)
  expect(changes).toMatchInlineSnapshot(`
    [
      "- row public.t {"k": "x", "l": "y", "id": 1}",
      "- row public.u {"k": "y"}",
      "type public.e labels: ["a","x","y"] -> ["a","b","c"]",
      "+ row public.t {"k": "b", "l": "b", "id": 1}",
      "+ row public.u {"k": "b"}",
    ]
  `)
})

test('one missing and one extra label may be one that was renamed: asked first, and every row follows', async () => {
  await client.query(`
    create type e as enum ('a', 'x', 'c');
    create table t (k e default 'x');
    insert into t values ('x'), ('a');
  `)
  const { message, isRepaired, changes } = await followRemedies(client, abc, {
    remedy: 'rename',
    mode: 'ordered',
  })
  expect(await asPostgres(client, message)).toMatchInlineSnapshot(`
    "MIGRATION VALIDATION FAILED: Enum 'e' exists with incompatible values!
      Expected values: ['a', 'b', 'c']
      Existing values: ['a', 'c', 'x']
      Missing values: ['b']
      Extra values: ['x']

    To fix this issue:
      1. Was 'x' renamed to 'b'? Then rename it here too, keeping all data:
           ALTER TYPE public.e RENAME VALUE 'x' TO 'b';
         If not, repair the enum, keeping all data:
           ALTER TYPE public.e ADD VALUE 'b' AFTER 'a';
         'x' has to go too; column public.t.k uses the type, 1 row holds the label:
           UPDATE public.t SET k = … WHERE k = 'x';
         Rebuild the type without 'x', in one transaction:
           BEGIN;
           ALTER TYPE public.e RENAME TO e__old;
           CREATE TYPE public.e AS ENUM ('a', 'b', 'c');
           ALTER TYPE public.e OWNER TO postgres;
           ALTER TABLE public.t
             ALTER COLUMN k DROP DEFAULT,
             ALTER COLUMN k TYPE public.e USING k::text::public.e,
             ALTER COLUMN k SET DEFAULT …;
           DROP TYPE public.e__old;
           COMMIT;
           ANALYZE public.t;
      2. Re-run the migration
      OR
      3. Drop the enum: DROP TYPE public.e CASCADE;
         This also drops column public.t.k and everything in it."
  `)
  expect(isRepaired).toBe(true)
  expect(changes).toMatchInlineSnapshot(`
    [
      "- row public.t {"k": "x"}",
      "column public.t.k default: "'x'::public.e" -> "'b'::public.e"",
      "type public.e labels: ["a","x","c"] -> ["a","b","c"]",
      "+ row public.t {"k": "b"}",
    ]
  `)
})

test('where the one label was not renamed, the other remedy of the same message repairs it too', async () => {
  await client.query(`
    create type e as enum ('a', 'x', 'c');
    create table t (k e default 'x');
    insert into t values ('x'), ('a');
  `)
  const { isRepaired, changes } = await followRemedies(client, abc, { choose: "'c'" })
  expect(isRepaired).toBe(true)
  expect(changes).toMatchInlineSnapshot(`
    [
      "- row public.t {"k": "x"}",
      "column public.t.k default: "'x'::public.e" -> "'c'::public.e"",
      "type public.e labels: ["a","x","c"] -> ["a","b","c"]",
      "+ row public.t {"k": "c"}",
    ]
  `)
})

test('a rename that would leave the labels in the wrong order is not offered where the order matters', async () => {
  await client.query("create type e as enum ('a', 'c', 'x')")
  const { details, isRepaired } = await followRemedies(client, abc, { mode: 'ordered' })
  expect(details.repair?.rename).toBe(null)
  expect(isRepaired).toBe(true)
})

test('labels in another order are put in order, without a change of data', async () => {
  await client.query(`
    create type e as enum ('c', 'b', 'a');
    create table t (k e default 'b');
    create index on t (k);
    insert into t values ('a'), ('b'), ('c');
  `)
  const { message, isRepaired, changes } = await followRemedies(client, abc, { mode: 'ordered' })
  expect(await asPostgres(client, message)).toMatchInlineSnapshot(`
    "MIGRATION VALIDATION FAILED: Enum 'e' exists with incompatible values!
      Expected values: ['a', 'b', 'c']
      Existing values: ['a', 'b', 'c']
      Missing values: []
      Extra values: []
      Expected order: ['a', 'b', 'c']
      Existing order: ['c', 'b', 'a']

    To fix this issue:
      1. Repair the enum, keeping all data:
         Rebuild the type in the order of the code, in one transaction:
           BEGIN;
           ALTER TYPE public.e RENAME TO e__old;
           CREATE TYPE public.e AS ENUM ('a', 'b', 'c');
           ALTER TYPE public.e OWNER TO postgres;
           ALTER TABLE public.t
             ALTER COLUMN k DROP DEFAULT,
             ALTER COLUMN k TYPE public.e USING k::text::public.e,
             ALTER COLUMN k SET DEFAULT 'b';
           DROP TYPE public.e__old;
           COMMIT;
           ANALYZE public.t;
      2. Re-run the migration
      OR
      3. Drop the enum: DROP TYPE public.e CASCADE;
         This also drops column public.t.k and everything in it."
  `)
  expect(isRepaired).toBe(true)
  expect(changes).toMatchInlineSnapshot(`
    [
      "type public.e labels: ["c","b","a"] -> ["a","b","c"]",
    ]
  `)
})

test('labels that are missing, extra and in another order are repaired in one go', async () => {
  await client.query(`
    create type e as enum ('c', 'x', 'y', 'a');
    create table t (k e);
    insert into t values ('a'), ('x'), ('y');
  `)
  const { isRepaired, changes } = await followRemedies(client, abc, { mode: 'ordered', choose: "'b'" })
  expect(isRepaired).toBe(true)
  expect(changes).toMatchInlineSnapshot(`
    [
      "- row public.t {"k": "x"}",
      "- row public.t {"k": "y"}",
      "type public.e labels: ["c","x","y","a"] -> ["a","b","c"]",
      "+ row public.t {"k": "b"}",
    ]
  `)
})

test('superset keeps the extra labels and never offers to rename one: a newer version of the application may use it', async () => {
  await client.query(`
    create type e as enum ('a', 'x', 'c');
    create table t (k e);
    insert into t values ('x');
  `)
  const { message, isRepaired, changes } = await followRemedies(client, abc, { mode: 'superset' })
  expect(await asPostgres(client, message)).toMatchInlineSnapshot(`
    "MIGRATION VALIDATION FAILED: Enum 'e' exists with incompatible values!
      Expected values: ['a', 'b', 'c']
      Existing values: ['a', 'c', 'x']
      Missing values: ['b']
      Extra values: ['x']

    To fix this issue:
      1. Repair the enum, keeping all data:
           ALTER TYPE public.e ADD VALUE 'b' AFTER 'a';
      2. Re-run the migration
      OR
      3. Drop the enum: DROP TYPE public.e CASCADE;
         This also drops column public.t.k and everything in it."
  `)
  expect(isRepaired).toBe(true)
  expect(changes).toMatchInlineSnapshot(`
    [
      "type public.e labels: ["a","x","c"] -> ["a","b","x","c"]",
    ]
  `)
})

test('after the repair a creation finds the enum as it wants it, in a transaction and outside', async () => {
  await client.query("create type e as enum ('a', 'x'); create table t (k e)")
  await followRemedies(client, abc)
  expect(await createEnumSafe(client, abc)).toBe('exists')
  await client.query('begin')
  expect(await createEnumSafe(client, abc)).toBe('exists')
  await client.query('commit')
})

test('the last remedy and a new creation make the enum what the code says', async () => {
  await client.query("create type e as enum ('a', 'x'); create table t (id int, k e)")
  const { changes } = await followRemedies(client, abc, { remedy: 'drop' })
  expect(changes).toEqual(['- column public.t.k', '- type public.e'])
  expect(await createEnumSafe(client, abc)).toBe('created')
})

test('long lists are cut in sentences, never in statements', async () => {
  const tables = Array.from({ length: 30 }, (_, index) => `t${String(index).padStart(2, '0')}`)
  await client.query("create type e as enum ('a', 'b', 'x', 'c')")
  for (const table of tables)
    await client.query(`create table ${table} (k e); insert into ${table} values ('x')`)
  const { message, isRepaired } = await followRemedies(client, abc)
  expect(isRepaired).toBe(true)
  expect(message.split('\n').filter((line) => line.includes('UPDATE'))).toHaveLength(30)
  expect(message.split('\n').slice(-4)).toMatchInlineSnapshot(`
    [
      "     - column public.t17.k and everything in it",
      "     - column public.t18.k and everything in it",
      "     - column public.t19.k and everything in it",
      "     - and 10 more (see details)",
    ]
  `)
})

test('an enum that belongs to an extension is left alone, whatever its labels', async () => {
  await client.query("create type e as enum ('a'); alter extension plpgsql add type e")
  const error = await mismatchOf(client, abc)
  await client.query('alter extension plpgsql drop type e')
  expect([error.message.split('\n\n')[1], error.hint, error.details.repair]).toMatchInlineSnapshot(`
    [
      "To fix this issue:
      1. Leave the enum as it is, it belongs to extension 'plpgsql': give yours another name or schema
      2. Re-run the migration",
      "Give your enum another name or schema; extension 'plpgsql' owns this one.",
      null,
    ]
  `)
})

test('another type of the name, first on the search_path, is reported beside the remedies', async () => {
  await client.query("create type e as enum ('a'); create schema other; create type other.e as enum ('a')")
  await client.query('set search_path = other, public')
  const error = await mismatchOf(client, abc)
  await client.query('reset search_path')
  expect(error.message.split('\n\n')[0]?.split('\n').at(-1)).toMatchInlineSnapshot(
    `"  Note: on this connection the unqualified name means another type, other.e"`,
  )
})
