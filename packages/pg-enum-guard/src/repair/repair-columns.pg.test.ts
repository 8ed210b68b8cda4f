import { createTestDatabase, type TestDatabase } from '@omni/test-postgres'
import type { Client } from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { defineEnum } from '../define-enum.ts'
import { asPostgres, followRemedies, mismatchOf } from '../testing/follow-remedies.ts'
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

test('a default that stays is kept as it was', async () => {
  await client.query(`
    create type e as enum ('a', 'b', 'x', 'c');
    create table t (k e not null default 'b', l e default null);
    insert into t default values;
  `)
  const { isRepaired, changes } = await followRemedies(client, abc)
  expect(isRepaired).toBe(true)
  expect(changes).toMatchInlineSnapshot(`
    [
      "type public.e labels: ["a","b","x","c"] -> ["a","b","c"]",
    ]
  `)
})

test('a default that goes is a blank for the reader', async () => {
  await client.query(`
    create type e as enum ('a', 'b', 'x', 'c');
    create table t (k e not null default 'x');
    insert into t default values;
  `)
  const { message, isRepaired, changes } = await followRemedies(client, abc, { choose: "'b'" })
  expect(message).toContain('\n         ALTER COLUMN k SET DEFAULT …;\n')
  expect(isRepaired).toBe(true)
  expect(changes).toMatchInlineSnapshot(`
    [
      "- row public.t {"k": "x"}",
      "column public.t.k default: "'x'::public.e" -> "'b'::public.e"",
      "type public.e labels: ["a","b","x","c"] -> ["a","b","c"]",
      "+ row public.t {"k": "b"}",
    ]
  `)
})

test('a column that was added with a default, and has its rows nowhere on disk, keeps them', async () => {
  await client.query(`
    create type e as enum ('a', 'b', 'x', 'c');
    create table t (id int);
    insert into t values (1);
    alter table t add k e not null default 'b';
    alter table t alter k drop default;
  `)
  const { isRepaired, changes } = await followRemedies(client, abc)
  expect(isRepaired).toBe(true)
  expect(changes).toMatchInlineSnapshot(`
    [
      "type public.e labels: ["a","b","x","c"] -> ["a","b","c"]",
    ]
  `)
})

test('arrays of any number of dimensions, empty ones and NULL keep all other labels', async () => {
  await client.query(`
    create type e as enum ('a', 'b', 'x', 'c');
    create table t (id int, k e[]);
    insert into t values (1, '{a,x,x}'), (2, null), (3, '{}'), (4, '{{c,x},{b,null}}');
  `)
  const { message, isRepaired, changes } = await followRemedies(client, abc)
  expect(message).toContain(
    "column public.t.k uses the type, 2 rows hold the label:\n       UPDATE public.t SET k = array_replace(k, 'x', …) WHERE 'x' = ANY (k);\n",
  )
  expect(isRepaired).toBe(true)
  expect(changes).toMatchInlineSnapshot(`
    [
      "- row public.t {"k": ["a", "x", "x"], "id": 1}",
      "- row public.t {"k": [["c", "x"], ["b", null]], "id": 4}",
      "type public.e labels: ["a","b","x","c"] -> ["a","b","c"]",
      "+ row public.t {"k": ["a", "a", "a"], "id": 1}",
      "+ row public.t {"k": [["c", "a"], ["b", null]], "id": 4}",
    ]
  `)
})

test('defaults of arrays are kept in their form, with a blank for each label that goes', async () => {
  await client.query(`
    create type e as enum ('a', 'b', 'x', 'c');
    create table t (
      k e[] default '{}', l e[] default '{a,NULL,b}', m e[] default array['a', 'c']::e[], n e[] default array[]::e[],
      o e[] default '{c,x}', p e[] default array['x', 'b', null]::e[]
    );
  `)
  const { isRepaired, changes } = await followRemedies(client, abc)
  expect(isRepaired).toBe(true)
  expect(changes).toMatchInlineSnapshot(`
    [
      "column public.t.o default: "'{c,x}'::public.e[]" -> "ARRAY['c'::public.e, 'a'::public.e]"",
      "column public.t.p default: "ARRAY['x'::public.e, 'b'::public.e, NULL::public.e]" -> "ARRAY['a'::public.e, 'b'::public.e, NULL::public.e]"",
      "type public.e labels: ["a","b","x","c"] -> ["a","b","c"]",
    ]
  `)
})

test('a label that is a part of another label does not take the other along', async () => {
  await client.query(`
    create type e as enum ('abc', 'b', '');
    create table t (k e[] default '{abc}', l e default 'abc');
    insert into t values ('{"",b,abc}', '');
  `)
  const definition = defineEnum({ schema: 'public', name: 'e', values: ['abc'] })
  const { isRepaired, changes } = await followRemedies(client, definition, { choose: "'abc'" })
  expect(isRepaired).toBe(true)
  expect(changes).toMatchInlineSnapshot(`
    [
      "- row public.t {"k": ["", "b", "abc"], "l": ""}",
      "type public.e labels: ["abc","b",""] -> ["abc"]",
      "+ row public.t {"k": ["abc", "abc", "abc"], "l": "abc"}",
    ]
  `)
})

test('a default that is an expression is named, and nothing is printed that would fail', async () => {
  await client.query(`
    create type e as enum ('a', 'b', 'x', 'c');
    create table t (
      k e default (case when random() < 2 then 'a' else 'b' end)::e,
      l e[] default '{{a,b},{b,c}}'
    );
  `)
  const { details, isRepaired, changes } = await followRemedies(client, abc)
  expect(details.repair?.rebuild?.obstacles).toMatchInlineSnapshot(`
    [
      "default of public.t.k: ( CASE WHEN (random() < (2)::double precision) THEN 'a'::text ELSE 'b'::text END)::e",
      "default of public.t.l: '{{a,b},{b,c}}'::e[]",
    ]
  `)
  expect([isRepaired, changes]).toEqual([false, []])
})

test('names and labels with quotes, backslashes, capitals, Unicode and reserved words are repaired', async () => {
  await client.query(String.raw`
    create schema "Weird ""s";
    create type "Weird ""s"."order" as enum ('it''s', E'back\\slash', 'wrong ''one''', E'\\', '…');
    comment on type "Weird ""s"."order" is 'it''s \ a comment';
    create table "Weird ""s"."Tab le" (
      "sel""ect" "Weird ""s"."order" default E'back\\slash',
      "größe" "Weird ""s"."order"[] default E'{"it''s","back\\\\slash"}'
    );
    insert into "Weird ""s"."Tab le" values ('wrong ''one''', E'{"\\\\",…}');
  `)
  const definition = defineEnum({
    schema: 'Weird "s',
    name: 'order',
    values: ["it's", 'back\\slash', 'Ünï', 'null', ';', '--', '$$', '%s', '{,}'],
  })
  const { message, isRepaired, changes } = await followRemedies(client, definition, { choose: "'Ünï'" })
  expect(await asPostgres(client, message)).toMatchInlineSnapshot(`
    "MIGRATION VALIDATION FAILED: Enum 'order' exists with incompatible values!
      Expected values: ['$$', '%s', '--', ';', 'back\\slash', 'it's', 'null', '{,}', 'Ünï']
      Existing values: ['\\', 'back\\slash', 'it's', 'wrong 'one'', '…']
      Missing values: ['$$', '%s', '--', ';', 'null', '{,}', 'Ünï']
      Extra values: ['\\', 'wrong 'one'', '…']

    To fix this issue:
      1. Repair the enum, keeping all data:
           ALTER TYPE "Weird ""s"."order" ADD VALUE 'Ünï' AFTER E'back\\\\slash';
           ALTER TYPE "Weird ""s"."order" ADD VALUE 'null' AFTER 'Ünï';
           ALTER TYPE "Weird ""s"."order" ADD VALUE ';' AFTER 'null';
           ALTER TYPE "Weird ""s"."order" ADD VALUE '--' AFTER ';';
           ALTER TYPE "Weird ""s"."order" ADD VALUE '$$' AFTER '--';
           ALTER TYPE "Weird ""s"."order" ADD VALUE '%s' AFTER '$$';
           ALTER TYPE "Weird ""s"."order" ADD VALUE '{,}' AFTER '%s';
         'wrong 'one'' has to go too; 2 columns use the type:
         - "Weird ""s"."Tab le"."sel""ect", 1 row holds the label:
           UPDATE "Weird ""s"."Tab le" SET "sel""ect" = … WHERE "sel""ect" = 'wrong ''one''';
         - the other: no row holds the label
         '\\' has to go too; 2 columns use the type:
         - "Weird ""s"."Tab le"."größe", 1 row holds the label:
           UPDATE "Weird ""s"."Tab le" SET "größe" = array_replace("größe", E'\\\\', …) WHERE E'\\\\' = ANY ("größe");
         - the other: no row holds the label
         '…' has to go too; 2 columns use the type:
         - "Weird ""s"."Tab le"."größe", 1 row holds the label:
           UPDATE "Weird ""s"."Tab le" SET "größe" = array_replace("größe", '…', …) WHERE '…' = ANY ("größe");
         - the other: no row holds the label
         Rebuild the type without 'wrong 'one'', '\\' and '…', in one transaction:
           BEGIN;
           ALTER TYPE "Weird ""s"."order" RENAME TO order__old;
           CREATE TYPE "Weird ""s"."order" AS ENUM ('it''s', E'back\\\\slash', 'Ünï', 'null', ';', '--', '$$', '%s', '{,}');
           ALTER TYPE "Weird ""s"."order" OWNER TO postgres;
           COMMENT ON TYPE "Weird ""s"."order" IS E'it''s \\\\ a comment';
           ALTER TABLE "Weird ""s"."Tab le"
             ALTER COLUMN "sel""ect" DROP DEFAULT,
             ALTER COLUMN "sel""ect" TYPE "Weird ""s"."order" USING "sel""ect"::text::"Weird ""s"."order",
             ALTER COLUMN "sel""ect" SET DEFAULT E'back\\\\slash',
             ALTER COLUMN "größe" DROP DEFAULT,
             ALTER COLUMN "größe" TYPE "Weird ""s"."order"[] USING "größe"::text[]::"Weird ""s"."order"[],
             ALTER COLUMN "größe" SET DEFAULT E'{it''s,"back\\\\\\\\slash"}';
           DROP TYPE "Weird ""s".order__old;
           COMMIT;
           ANALYZE "Weird ""s"."Tab le";
      2. Re-run the migration
      OR
      3. Drop the enum: DROP TYPE "Weird ""s"."order" CASCADE;
         This also drops:
         - column "Weird ""s"."Tab le"."größe" and everything in it
         - column "Weird ""s"."Tab le"."sel""ect" and everything in it"
  `)
  expect(isRepaired).toBe(true)
  expect(changes).toMatchInlineSnapshot(`
    [
      "- row "Weird ""s"."Tab le" {"größe": ["\\\\", "…"], "sel\\"ect": "wrong 'one'"}",
      "type "Weird ""s"."order" labels: ["it's","back\\\\slash","wrong 'one'","\\\\","…"] -> ["it's","back\\\\slash","Ünï","null",";","--","$$","%s","{,}"]",
      "+ row "Weird ""s"."Tab le" {"größe": ["Ünï", "Ünï"], "sel\\"ect": "Ünï"}",
    ]
  `)
})

test('what could not be seen is escaped in words and in statements, which run all the same', async () => {
  const [type, table, column] = ['line\nbreak', 'right\u202eleft', 'tab\there']
  await client.query(`
    create type "${type}" as enum ('a', E'x\n', 'x\u202e');
    comment on type "${type}" is E'two\nlines';
    create table "${table}" ("${column}" "${type}" default E'x\n');
    insert into "${table}" values ('x\u202e');
  `)
  const definition = defineEnum({
    schema: 'public',
    name: type,
    values: ['a', 'b\u00a0b', 'e\u0301', '\u{e0041}'],
  })
  const { message, isRepaired, changes } = await followRemedies(client, definition)
  expect(await asPostgres(client, message)).toMatchInlineSnapshot(`
    "MIGRATION VALIDATION FAILED: Enum 'line\\u000abreak' exists with incompatible values!
      Expected values: ['a', 'b\\u00a0b', 'e\\u0301', '\\u{e0041}']
      Existing values: ['a', 'x\\u000a', 'x\\u202e']
      Missing values: ['b\\u00a0b', 'e\\u0301', '\\u{e0041}']
      Extra values: ['x\\u000a', 'x\\u202e']

    To fix this issue:
      1. Repair the enum, keeping all data:
           ALTER TYPE public.U&"line\\000abreak" ADD VALUE E'b\\u00a0b' AFTER 'a';
           ALTER TYPE public.U&"line\\000abreak" ADD VALUE E'e\\u0301' AFTER E'b\\u00a0b';
           ALTER TYPE public.U&"line\\000abreak" ADD VALUE E'\\U000e0041' AFTER E'e\\u0301';
         'x\\u000a' has to go too; column public.U&"right\\202eleft".U&"tab\\0009here" uses the type, no row holds the label.
         'x\\u202e' has to go too; column public.U&"right\\202eleft".U&"tab\\0009here" uses the type, 1 row holds the label:
           UPDATE public.U&"right\\202eleft" SET U&"tab\\0009here" = … WHERE U&"tab\\0009here" = E'x\\u202e';
         Rebuild the type without 'x\\u000a' and 'x\\u202e', in one transaction:
           BEGIN;
           ALTER TYPE public.U&"line\\000abreak" RENAME TO U&"line\\000abreak__old";
           CREATE TYPE public.U&"line\\000abreak" AS ENUM ('a', E'b\\u00a0b', E'e\\u0301', E'\\U000e0041');
           ALTER TYPE public.U&"line\\000abreak" OWNER TO postgres;
           COMMENT ON TYPE public.U&"line\\000abreak" IS E'two\\u000alines';
           ALTER TABLE public.U&"right\\202eleft"
             ALTER COLUMN U&"tab\\0009here" DROP DEFAULT,
             ALTER COLUMN U&"tab\\0009here" TYPE public.U&"line\\000abreak" USING U&"tab\\0009here"::text::public.U&"line\\000abreak",
             ALTER COLUMN U&"tab\\0009here" SET DEFAULT …;
           DROP TYPE public.U&"line\\000abreak__old";
           COMMIT;
           ANALYZE public.U&"right\\202eleft";
      2. Re-run the migration
      OR
      3. Drop the enum: DROP TYPE public.U&"line\\000abreak" CASCADE;
         This also drops column public.U&"right\\202eleft".U&"tab\\0009here" and everything in it."
  `)
  expect(isRepaired).toBe(true)
  expect(changes).toMatchInlineSnapshot(`
    [
      "- row public."right‮left" {"tab\\there": "x‮"}",
      "column public."right‮left"."tab	here" default: "'x\\n'::public.\\"line\\nbreak\\"" -> "'a'::public.\\"line\\nbreak\\""",
      "type public."line
    break" labels: ["a","x\\n","x‮"] -> ["a","b b","é","󠁁"]",
      "+ row public."right‮left" {"tab\\there": "a"}",
    ]
  `)
})

test('the statements mean the same where standard_conforming_strings is off', async () => {
  await client.query(String.raw`create type e as enum ('a', E'\\'); create table t (k e default E'\\')`)
  const definition = defineEnum({ schema: 'public', name: 'e', values: ['a', '\\b', '\t'] })
  await client.query('set standard_conforming_strings = off')
  const { isRepaired } = await followRemedies(client, definition)
  await client.query('reset standard_conforming_strings')
  expect(isRepaired).toBe(true)
})

test('two labels that look the same are told apart in the message', async () => {
  await client.query("create type e as enum ('\u00e9')")
  const definition = defineEnum({ schema: 'public', name: 'e', values: ['e\u0301'] })
  const { message } = await mismatchOf(client, definition)
  expect(message.split('\n').slice(1, 5)).toMatchInlineSnapshot(`
    [
      "  Expected values: ['e\\u0301']",
      "  Existing values: ['é']",
      "  Missing values: ['e\\u0301']",
      "  Extra values: ['é']",
    ]
  `)
})

test('the name of the old type is one that is free', async () => {
  await client.query(`
    create type e as enum ('a', 'b', 'x', 'c');
    create type e__old as enum ();
    create table e__old2 ();
    create table t (k e);
  `)
  const { message, isRepaired } = await followRemedies(client, abc)
  expect(message).toContain('ALTER TYPE public.e RENAME TO e__old3;')
  expect(isRepaired).toBe(true)
})

test('comments, rights, storage and statistics of a column stay as they are', async () => {
  await client.query(`
    create type e as enum ('a', 'b', 'x', 'c');
    create unlogged table t (id int, k e not null);
    create unique index ix on t (k);
    alter table t replica identity using index ix, cluster on ix, alter k set statistics 77;
    alter table t alter k set (n_distinct = 3);
    comment on column t.k is 'a column';
    comment on index ix is 'an index';
    grant select (k), update (k) on t to public;
    insert into t values (1, 'a');
  `)
  const { isRepaired, changes } = await followRemedies(client, abc)
  expect(isRepaired).toBe(true)
  expect(changes).toMatchInlineSnapshot(`
    [
      "type public.e labels: ["a","b","x","c"] -> ["a","b","c"]",
    ]
  `)
})

test('storage and compression of arrays stay as they were set, on children too', async () => {
  await client.query(`
    create type e as enum ('a', 'b', 'x', 'c');
    create table t (k e[], l e[]);
    create table child () inherits (t);
    alter table only t alter k set storage external, alter l set compression pglz;
    alter table only child alter l set storage main;
  `)
  const { message, isRepaired, changes } = await followRemedies(client, abc)
  expect(message.split('\n').filter((line) => line.includes(' SET '))).toMatchInlineSnapshot(`
    [
      "       ALTER TABLE ONLY public.child ALTER COLUMN l SET STORAGE MAIN;",
      "       ALTER TABLE ONLY public.t ALTER COLUMN k SET STORAGE EXTERNAL;",
      "       ALTER TABLE ONLY public.t ALTER COLUMN l SET COMPRESSION pglz;",
    ]
  `)
  expect(isRepaired).toBe(true)
  expect(changes).toMatchInlineSnapshot(`
    [
      "type public.e labels: ["a","b","x","c"] -> ["a","b","c"]",
    ]
  `)
})

test('the planner knows the columns afterwards as it did before', async () => {
  await client.query(`
    create type e as enum ('a', 'b', 'x', 'c');
    create table t (k e);
    insert into t select 'a' from generate_series(1, 100);
    analyze t;
  `)
  const { isRepaired } = await followRemedies(client, abc)
  expect(isRepaired).toBe(true)
  const { rows } = await client.query(
    "select most_common_vals::text as values from pg_stats where tablename = 't'",
  )
  expect(rows).toEqual([{ values: '{a}' }])
})
