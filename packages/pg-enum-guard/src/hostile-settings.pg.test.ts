import { createTestDatabase, type TestDatabase } from '@omni/test-postgres'
import type { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  checkEnumDependencies,
  checkEnums,
  createEnumSafe,
  defineEnum,
  dropEnumSafe,
  isOmniError,
  listEnums,
  qualifiedName,
  quoteIdentifier,
  quoteLiteral,
  validateEnumValues,
} from './index.ts'
import { waitUntilBlocked } from './testing/wait-until-blocked.ts'

// Everything that an unqualified name could be looked up as, in a schema that a search_path can put before pg_catalog:
// empty tables named like the catalogs, domains named like the basic types, and a function or operator of the same
// name and the same argument types for each one of PostgreSQL's, which raises when it is called.
const EVIL_SCHEMA = /* SQL */ `
  create schema evil;
  do $$
  declare
    item record;
  begin
    perform pg_catalog.set_config('search_path', 'pg_catalog', true);
    for item in select relname as name from pg_class where relnamespace = 'pg_catalog'::regnamespace and relkind in ('r', 'v') loop
      begin
        execute format('create table evil.%I as select * from pg_catalog.%I limit 0', item.name, item.name);
      exception when others then
        execute format('create table evil.%I ()', item.name);
      end;
    end loop;
    for item in
      select p.proname as name, p.proretset as is_set, pg_get_function_identity_arguments(p.oid) as args
      from pg_proc p where p.pronamespace = 'pg_catalog'::regnamespace
    loop
      begin
        execute format(
          'create function evil.%I(%s) returns pg_catalog.bool language plpgsql as %L',
          item.name, item.args, format('begin raise exception ''captured function %s''; end', item.name)
        );
      exception when others then
        null;
      end;
    end loop;
    for item in
      select o.oid, o.oprname as name, format_type(o.oprleft, null) as l, format_type(o.oprright, null) as r,
        format_type(o.oprresult, null) as result
      from pg_operator o where o.oprnamespace = 'pg_catalog'::regnamespace and o.oprleft <> 0
    loop
      begin
        execute format(
          'create function evil.operator_%s(%s, %s) returns %s language plpgsql as %L',
          item.oid, item.l, item.r, item.result, 'begin raise exception ''captured an operator''; end'
        );
        execute format(
          'create operator evil.%s (leftarg = %s, rightarg = %s, function = evil.operator_%s)',
          item.name, item.l, item.r, item.oid
        );
      exception when others then
        null;
      end;
    end loop;
    for item in select typname as name from pg_type where typnamespace = 'pg_catalog'::regnamespace and typtype = 'b' and typelem = 0 loop
      begin
        execute format('create domain evil.%I as pg_catalog.bytea', item.name);
      exception when others then
        null;                                        -- one of the tables has the name
      end;
    end loop;
  end
  $$
`

const SCHEMA = 'App "x" \\\' größe'
const schema = quoteIdentifier(SCHEMA)
const NAMES = [
  'order',
  'Mixed Case',
  '"; drop table public.victim; --',
  "\\'; drop table public.victim; --",
  '$$ $omni0$ %s %I',
  'null',
  'größe_漢_😀',
  'e\u0301\u202e',
  '_e',
  `${'é'.repeat(31)}x`,
]
const LABELS = [
  "\\'); drop table public.victim; --",
  "'); drop table public.victim; --",
  '',
  ' ',
  'NULL',
  'null',
  '{a,b}',
  ',',
  '"',
  '\\',
  '\\\\',
  "''",
  '$$',
  '$omni0$',
  '%s',
  '--',
  '\n\t',
  '\u202e',
  'e\u0301',
  '\u00e9',
  '漢'.repeat(21),
]

const PREPARATIONS: Record<string, string[]> = {
  'no setting at all': [],
  'standard_conforming_strings off': [
    'set standard_conforming_strings = off',
    'set escape_string_warning = off',
  ],
  'a schema before pg_catalog': ['set search_path = evil, pg_catalog, public'],
  'a schema before pg_catalog, which is not listed': ['set search_path = evil, public'],
  'an empty search_path': [`set search_path = ''`],
  'every identifier quoted': ['set quote_all_identifiers = on'],
  'a serializable default': ['set default_transaction_isolation = serializable'],
  'nulls not recognised in arrays': ['set array_nulls = off'],
  'a strict PL/pgSQL': [`set plpgsql.extra_errors = 'all'`, 'set plpgsql.variable_conflict = error'],
  'temporary types and catalogs of the same names': [
    ...NAMES.map((name) => `create type ${qualifiedName('pg_temp', name)} as enum ('temporary')`),
    ...['pg_type', 'pg_enum', 'pg_namespace', 'pg_depend'].map((name) => `create temp table ${name} ()`),
  ],
}
PREPARATIONS['all of them at once'] = Object.values(PREPARATIONS)
  .flat()
  .filter((statement) => !statement.startsWith('set search_path'))
  .concat('set search_path = evil, pg_catalog, public')

let database: TestDatabase
let plain: Client

beforeAll(async () => {
  database = await createTestDatabase()
  plain = await database.client()
  await plain.query('create table public.victim (id int)')
  await plain.query(`create schema ${schema}`)
  await plain.query(EVIL_SCHEMA)
})
afterAll(() => database.drop())

async function hostileClient(preparation: string[]): Promise<Client> {
  const client = await database.client()
  for (const statement of preparation) await client.query(statement)
  return client
}

async function errorOf(promise: Promise<unknown>): Promise<{ code: string; message: string; hint: string }> {
  try {
    await promise
  } catch (error) {
    if (!isOmniError(error)) throw error
    return { code: error.code, message: error.message, hint: error.hint }
  }
  throw new Error('it did not fail')
}

test('the schema of captures is worth its name', async () => {
  const client = await hostileClient(['set search_path = evil, pg_catalog'])
  await expect(client.query('select 1 = 1')).rejects.toThrow('captured an operator')
  await expect(client.query(`select 'a'::pg_catalog.name = 'a'::pg_catalog.name`)).rejects.toThrow(
    'captured an operator',
  )
  await expect(client.query('select current_schemas(true)')).rejects.toThrow(
    'captured function current_schemas',
  )
  expect((await client.query('select from pg_type')).rows).toEqual([])
})

test.each(Object.entries(PREPARATIONS))(
  'with %s the guard does the same as without',
  async (_, preparation) => {
    const client = await hostileClient(preparation)
    const definitions = NAMES.map((name) => defineEnum({ schema: SCHEMA, name, values: LABELS }))

    const before = await checkEnums(client, definitions)
    expect(before.map(({ status }) => status)).toEqual(NAMES.map(() => 'absent'))
    for (const definition of definitions) {
      expect(await validateEnumValues(client, definition)).toBe(false)
      expect(await createEnumSafe(client, definition)).toBe('created')
      expect(await createEnumSafe(client, definition)).toBe('exists')
      expect(await validateEnumValues(client, definition, { mode: 'ordered' })).toBe(true)
    }
    const after = await checkEnums(client, definitions)
    expect(after.map(({ status, actual }) => ({ status, actual }))).toEqual(
      NAMES.map(() => ({ status: 'matches', actual: LABELS })),
    )
    expect(
      (await listEnums(client, { schema: SCHEMA })).map(({ name, labels }) => ({ name, labels })),
    ).toEqual(
      NAMES.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))).map((name) => ({
        name,
        labels: LABELS,
      })),
    )

    for (const definition of definitions) {
      expect(await dropEnumSafe(client, definition)).toBe('dropped')
      expect(await dropEnumSafe(client, definition)).toBe('absent')
    }
    expect(await listEnums(plain, { schema: SCHEMA })).toEqual([])
    expect((await plain.query('select from public.victim')).rows).toEqual([])
  },
)

test.each(Object.entries(PREPARATIONS))(
  'with %s refusals and dependents read the same as without',
  async (_, preparation) => {
    const client = await hostileClient(preparation)
    const name = 'Mixed "order" \\'
    const type = qualifiedName(SCHEMA, name)
    await plain.query(`
      create type ${type} as enum ('a', ${quoteLiteral("\\'")}, 'b');
      create table ${schema}."Table" (
        id int,
        "Column" ${type} not null default 'a' check ("Column" <> 'b'),
        "order" ${type}[],
        g ${type} generated always as (case when id > 0 then 'a'::${type} end) stored
      );
      create index on ${schema}."Table" ("Column") where "Column" = 'a';
      insert into ${schema}."Table" values (1, 'a', array['b', ${quoteLiteral("\\'")}]::${type}[]);
      create view ${schema}."View" as select "Column" from ${schema}."Table";
      create domain ${schema}."Domain" as ${type};
      create function ${schema}."Function"(${type}, text) returns int language sql as 'select 1';
    `)
    const wrong = defineEnum({ schema: SCHEMA, name, values: ['a', 'b', "new '\\ one"] })

    expect(await checkEnumDependencies(client, wrong)).toEqual(await checkEnumDependencies(plain, wrong))
    const mismatch = await errorOf(validateEnumValues(client, wrong))
    const note = /\n {2}Note: on this connection .*/
    expect(mismatch.code).toBe('ENUM_VALUES_MISMATCH')
    expect({ ...mismatch, message: mismatch.message.replace(note, '') }).toEqual(
      await errorOf(validateEnumValues(plain, wrong)),
    )
    expect((await errorOf(createEnumSafe(client, wrong))).message).toBe(mismatch.message)
    const inUse = await errorOf(dropEnumSafe(client, wrong))
    expect(inUse.code).toBe('ENUM_IN_USE')
    expect(inUse).toEqual(await errorOf(dropEnumSafe(plain, wrong)))

    const expected = await checkEnumDependencies(plain, wrong)
    expect(expected.length).toBeGreaterThan(5)
    expect(await dropEnumSafe(client, wrong, { cascade: true })).toEqual({
      result: 'dropped',
      destroyed: expected,
    })
    await plain.query(`drop table ${schema}."Table"`)
  },
)

test.each(Object.entries(PREPARATIONS))(
  'with %s a race that is lost inside a transaction leaves it usable',
  async (_, preparation) => {
    const client = await hostileClient(preparation)
    for (const isolation of ['read committed', 'serializable']) {
      const winner = await database.client()
      const definition = defineEnum({ schema: SCHEMA, name: `raced ${isolation}`, values: LABELS })
      await winner.query('begin')
      await createEnumSafe(winner, definition)
      await client.query(`begin isolation level ${isolation}`)
      await client.query('insert into public.victim values (7)')
      const outcome = createEnumSafe(client, definition, { mode: 'ordered' })
      await waitUntilBlocked(plain, client)
      await winner.query('commit')
      expect(await outcome).toBe('exists')
      await client.query('commit')
      expect((await plain.query('delete from public.victim returning id')).rows).toEqual([{ id: 7 }])
      await client.query(`begin isolation level ${isolation}`)
      expect(await dropEnumSafe(client, definition)).toBe('dropped')
      expect(await dropEnumSafe(client, definition)).toBe('absent')
      expect(await createEnumSafe(client, definition)).toBe('created')
      await client.query('rollback')
      expect(await dropEnumSafe(client, definition)).toBe('dropped')
    }
  },
)

test('with nulls not recognised in arrays an enum without a schema is still one of the current schema', async () => {
  const client = await hostileClient(['set array_nulls = off'])
  const definition = defineEnum({ name: 'unqualified', values: ['a', 'NULL'] })
  expect(await createEnumSafe(client, definition)).toBe('created')
  expect(await checkEnums(client, [definition])).toMatchObject([{ status: 'matches', schema: 'public' }])
  expect(await dropEnumSafe(client, definition)).toBe('dropped')
})
