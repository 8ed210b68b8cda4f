import { CamelCasePlugin, Kysely, PostgresDialect } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { fetchInventory } from '../../test/fetch-inventory.ts'
import { kyselyOn } from '../../test/kysely-on.ts'
import { failureOf, type OpenDatabase, openDatabase } from '../../test/open-database.ts'
import type { TableMismatchDetails } from '../errors/table-mismatch-error.ts'
import { nodeRegistrations004 } from './004-20251003-node-registrations.ts'

let open: OpenDatabase
beforeAll(async () => {
  open = await openDatabase()
})
beforeEach(() => open.clear())
afterAll(() => open.close())

const WEIRD = 'We"ird Schema'
const QUOTED = '"We""ird Schema"'

const upOn = async (settings: string) => {
  const client = await open.database.client()
  await client.query(settings)
  return nodeRegistrations004.up(kyselyOn(client), open.context())
}

const fetchTypes = () =>
  open.sql<{ column: string; type: string }>(
    `select a.attname as column, n.nspname || '.' || t.typname as type from pg_attribute a
     join pg_type t on t.oid = a.atttypid join pg_namespace n on n.oid = t.typnamespace
     where a.attrelid = 'public.node_registrations'::regclass and a.attnum > 0 order by a.attnum`,
  )

const TYPES = [
  ['id', 'pg_catalog.uuid'],
  ['node_id', 'pg_catalog.varchar'],
  ['node_type', 'public.node_type_enum'],
  ['capabilities', 'pg_catalog.jsonb'],
  ['endpoints', 'pg_catalog.jsonb'],
  ['metadata', 'pg_catalog.jsonb'],
  ['health_endpoint', 'pg_catalog.varchar'],
  ['last_heartbeat', 'pg_catalog.timestamptz'],
  ['registered_at', 'pg_catalog.timestamptz'],
  ['updated_at', 'pg_catalog.timestamptz'],
].map(([column, type]) => ({ column, type }))

describe('a schema with quotes, capitals and a space', () => {
  const context = () => open.context({ schema: WEIRD })
  beforeEach(() => open.sql(`drop schema if exists ${QUOTED} cascade; create schema ${QUOTED}`))

  test('takes the migration up, again, and down', async () => {
    await nodeRegistrations004.up(open.db, context())
    const before = await fetchInventory(open.pool)
    await nodeRegistrations004.up(open.db, context())
    expect(await fetchInventory(open.pool)).toEqual(before)
    expect(await nodeRegistrations004.check?.(open.db, context())).toEqual([])
    await nodeRegistrations004.down?.(open.db, context())
    expect(
      await open.sql('select relname from pg_class where relnamespace = $1::regnamespace', [QUOTED]),
    ).toEqual([])
  })

  test('gets statements that work as they are printed', async () => {
    await nodeRegistrations004.up(open.db, context())
    await open.sql(`alter table ${QUOTED}.node_registrations drop column metadata, drop constraint node_registrations_pkey;
      drop index ${QUOTED}.idx_node_registrations_node_type;
      create index idx_node_registrations_node_type on ${QUOTED}.node_registrations (id)`)
    const error = await failureOf(nodeRegistrations004.up(open.db, context()))
    const { repair } = error.details as TableMismatchDetails
    expect(repair.statements).toHaveLength(4)
    for (const statement of repair.statements) await open.sql(statement)
    await nodeRegistrations004.up(open.db, context())
  })

  test('is independent of the same table in public, in both directions', async () => {
    await nodeRegistrations004.up(open.db, open.context())
    await nodeRegistrations004.up(open.db, context())
    await nodeRegistrations004.down?.(open.db, open.context())
    expect(await nodeRegistrations004.check?.(open.db, context())).toEqual([])
  })
})

test('a schema that does not exist is named', async () => {
  const error = await failureOf(nodeRegistrations004.up(open.db, open.context({ schema: 'nowhere' })))
  expect(error.code).toBe('SCHEMA_NOT_FOUND')
})

test('types, tables, functions and operators that stand before pg_catalog are passed by', async () => {
  await open.sql(`drop schema if exists evil cascade; create schema evil;
    create domain evil.uuid as text; create domain evil.jsonb as text; create domain evil.timestamptz as text;
    create domain evil.text as pg_catalog.text; create domain evil.name as pg_catalog.name; create domain evil.oid as pg_catalog.oid;
    create table evil.pg_class (relname text); create table evil.pg_attribute (attname text); create table evil.pg_index (x int);
    create function evil.now() returns pg_catalog.timestamptz language sql as 'select null::pg_catalog.timestamptz';
    create function evil.gen_random_uuid() returns pg_catalog.uuid language sql as 'select null::pg_catalog.uuid';
    create function evil.never(pg_catalog.oid, pg_catalog.oid) returns bool language sql as 'select false';
    create function evil.never(pg_catalog.name, pg_catalog.text) returns bool language sql as 'select false';
    create operator evil.= (leftarg = pg_catalog.oid, rightarg = pg_catalog.oid, function = evil.never);
    create operator evil.= (leftarg = pg_catalog.name, rightarg = pg_catalog.text, function = evil.never)`)
  await upOn('set search_path = evil, pg_catalog, public')
  expect(await fetchTypes()).toEqual(TYPES)
  const before = await fetchInventory(open.pool)
  await upOn('set search_path = evil, pg_catalog, public')
  expect(await fetchInventory(open.pool)).toEqual(before)
  const defaults = await open.sql(
    "select pg_get_expr(adbin, adrelid) as default from pg_attrdef where adrelid = 'public.node_registrations'::regclass order by adnum",
  )
  expect(defaults.map((row) => row.default)).toEqual([
    'gen_random_uuid()',
    "'{}'::jsonb",
    "'{}'::jsonb",
    "'{}'::jsonb",
    'now()',
    'now()',
  ])
  const client = await open.database.client()
  await client.query('set search_path = evil, pg_catalog, public')
  await nodeRegistrations004.down?.(kyselyOn(client), open.context())
  await open.sql('drop schema evil cascade')
})

test('a type of pg_temp with the name of the enum, which would win unqualified, is passed by', async () => {
  await upOn("create type pg_temp.node_type_enum as enum ('gone', 'tomorrow')")
  expect(await fetchTypes()).toEqual(TYPES)
})

test('a column that is bound to a type of pg_temp, and would be dropped with the session, is found', async () => {
  await nodeRegistrations004.up(open.db, open.context())
  const client = await open.database.client()
  await client.query(`create type pg_temp.node_type_enum as enum ('effect', 'compute', 'reducer', 'orchestrator');
    alter table node_registrations alter column node_type type pg_temp.node_type_enum using node_type::text::pg_temp.node_type_enum`)
  const error = await failureOf(nodeRegistrations004.up(open.db, open.context()))
  expect(error.message).toMatch(
    /column node_type: expected public\.node_type_enum, found pg_temp_\d+\.node_type_enum/,
  )
  const { repair } = error.details as TableMismatchDetails
  for (const statement of repair.statements) await open.sql(statement)
  await nodeRegistrations004.up(open.db, open.context())
})

test.each([
  ['standard_conforming_strings = off', 'set standard_conforming_strings = off'],
  ['quote_all_identifiers = on', 'set quote_all_identifiers = on'],
  ['a serializable default', "set default_transaction_isolation = 'serializable'"],
  ['an empty search_path', "set search_path = ''"],
  [
    'another DateStyle, IntervalStyle and bytea_output',
    "set datestyle = 'German'; set intervalstyle = 'iso_8601'",
  ],
])('under %s it goes up, up again, and is found to be good', async (_, settings) => {
  await upOn(settings)
  const before = await fetchInventory(open.pool)
  await upOn(settings)
  expect(await fetchInventory(open.pool)).toEqual(before)
  expect(await fetchTypes()).toEqual(TYPES)
})

test('plugins of Kysely rename nothing', async () => {
  const db = new Kysely<unknown>({
    dialect: new PostgresDialect({ pool: open.pool }),
    plugins: [new CamelCasePlugin({ upperCase: true })],
  })
  await nodeRegistrations004.up(db, open.context())
  expect(await fetchTypes()).toEqual(TYPES)
  await nodeRegistrations004.down?.(db, open.context())
})

test('an event trigger that alters the table while it is made is found before anything is committed', async () => {
  await open.sql(`create function meddle() returns event_trigger language plpgsql as
      'begin alter table public.node_registrations alter column metadata drop not null; end';
    create event trigger meddle on ddl_command_end when tag in ('CREATE TABLE') execute function meddle()`)
  const error = await failureOf(nodeRegistrations004.up(open.db, open.context()))
  await open.sql('drop event trigger meddle')
  expect(error.message).toContain('column metadata: expected NOT NULL, found NULL')
  expect(await open.sql("select to_regclass('public.node_registrations') as table")).toEqual([
    { table: null },
  ])
})

test('a role without CREATE on the schema is told so', async () => {
  await open.sql(`do $$ begin if to_regrole('omni_reader') is null then create role omni_reader; end if; end $$;
    revoke create on schema public from public`)
  const error = await failureOf(upOn('set role omni_reader'))
  expect(error.code).toBe('PERMISSION_DENIED')
  await open.sql('drop role omni_reader')
})

test('a read-only session validates what is there, and says READ_ONLY where something has to be made', async () => {
  const readOnly = 'set default_transaction_read_only = on'
  expect((await failureOf(upOn(readOnly))).code).toBe('READ_ONLY')
  await nodeRegistrations004.up(open.db, open.context())
  await upOn(readOnly)
})
