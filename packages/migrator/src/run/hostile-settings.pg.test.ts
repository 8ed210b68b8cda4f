import { sql } from 'kysely'
import { beforeEach, expect, test } from 'vitest'
import { defineMigration } from '../define-migration.ts'
import { errorOf, render } from '../testing/error-of.ts'
import { enumeration, table } from '../testing/migrations.ts'
import { useDatabase } from '../testing/use-database.ts'

const used = useDatabase()
const color = { name: 'color', values: ['red', 'green'] }
const openPool = (...settings: string[]) =>
  used.openPool({ options: settings.map((setting) => `-c ${setting}`).join(' ') })

beforeEach(async () => {
  await used.query('drop schema if exists evil cascade; create schema evil')
})

test('a history of the same name in another schema is never read', async () => {
  await used.query(`
    create table evil.kysely_migration (name varchar(255) primary key, timestamp varchar(255) not null);
    insert into evil.kysely_migration values ('001_a', '2020-01-01T00:00:00.000Z');
    create table evil.kysely_migration_lock (id varchar(255) primary key, is_locked integer not null default 0)`)
  const pool = openPool('search_path=evil,public')
  const result = await used.migrator([table('001_a', 'public.a')], { db: pool, schema: 'public' }).up()
  expect(result.applied).toMatchObject([{ name: '001_a' }])
  expect(await used.history()).toEqual(['001_a'])
})

test('standard_conforming_strings = off makes no injection of a literal that Kysely writes', async () => {
  await used.query('create table victim (id int)')
  const migration = defineMigration({
    name: '001_a',
    async up(db) {
      await sql`create table notes as select ${sql.lit(`\\'; drop table victim; --`)}::text as note`.execute(
        db,
      )
    },
  })
  await used.migrator([migration], { db: openPool('standard_conforming_strings=off') }).up()
  expect(await used.query('select note from notes')).toEqual([{ note: `\\'; drop table victim; --` }])
  expect(await used.query('select * from victim')).toEqual([])
})

test('schemas before pg_catalog on the search_path capture neither tables, functions nor operators', async () => {
  await used.query(`
    create table evil.pg_enum (oid oid); create table evil.pg_class (oid oid); create table evil.pg_locks (pid int);
    create table evil.pg_namespace (oid oid); create table evil.pg_stat_activity (pid int);
    create function evil.pg_try_advisory_xact_lock(bigint) returns boolean language sql as 'select false';
    create function evil.set_config(text, text, boolean) returns text language sql as 'select null::text';
    create function evil.pg_backend_pid() returns int language sql as 'select 0';
    create function evil.never(oid, oid) returns boolean language sql as 'select false';
    create operator evil.= (leftarg = oid, rightarg = oid, function = evil.never);
    create function evil.never(name, name) returns boolean language sql as 'select false';
    create operator evil.= (leftarg = name, rightarg = name, function = evil.never)`)
  const pool = openPool('search_path=evil,pg_catalog,public')
  const migrations = [enumeration('001_a', color), table('002_b', 'public.b')]
  const options = { db: pool, schema: 'public' }
  expect((await used.migrator(migrations, options).up()).applied).toHaveLength(2)
  expect((await used.migrator(migrations, options).up()).applied).toEqual([])
  expect(await used.locks()).toBe(0)
})

test('a serializable default does not keep a run from seeing what was committed meanwhile', async () => {
  const pool = openPool('default_transaction_isolation=serializable')
  const seen: string[] = []
  const migration = defineMigration({
    name: '001_a',
    async up(db) {
      const { rows } = await sql<{ transaction_isolation: string }>`show transaction_isolation`.execute(db)
      seen.push(...rows.map((row) => row.transaction_isolation))
    },
  })
  await used.migrator([migration], { db: pool }).up()
  expect(seen).toEqual(['read committed'])
})

test('a temporary type of the same name does not get into a permanent table', async () => {
  await used.query(`create type color as enum ('red')`)
  const pool = used.openPool()
  // Every connection of the pool has it, so whichever one the run takes.
  pool.on('connect', (client) => {
    client.query(`create type pg_temp.color as enum ('fake')`)
  })
  const migration = defineMigration({
    name: '001_a',
    async up(db) {
      await sql`create table paint (c color)`.execute(db)
    },
  })
  await used.migrator([migration], { db: pool }).up()
  const [row] = await used.query(`
    select n.nspname as schema from pg_attribute a join pg_type t on t.oid = a.atttypid
    join pg_namespace n on n.oid = t.typnamespace where a.attrelid = 'paint'::regclass and a.attname = 'c'`)
  expect(row).toEqual({ schema: 'public' })
})

test('a search_path that leads nowhere is refused', async () => {
  const migrator = used.migrator([table('001_a', 'a')], { db: openPool(`search_path=nowhere`) })
  expect(render(await errorOf(migrator.up()))).toMatchInlineSnapshot(`
    "SCHEMA_NOT_FOUND: No schema of the search_path (nowhere) exists and may be used by this role
    → Give the schema option, or set the path: ALTER ROLE … SET search_path = public;"
  `)
})

test('a temporary schema as current_schema() is refused', async () => {
  const pool = openPool(`search_path=pg_temp`)
  pool.on('connect', (client) => {
    client.query('create temporary table t (id int)')
  })
  expect((await errorOf(used.migrator([table('001_a', 'a')], { db: pool }).up())).code).toBe(
    'SCHEMA_NOT_FOUND',
  )
})

test.each([
  ['a view', `create view kysely_migration as select 'x' as name, 'y' as timestamp`, 'it is not a table'],
  [
    'a table with other columns',
    'create table kysely_migration (id int, name text)',
    "it lacks the columns name and timestamp of Kysely's",
  ],
  [
    'a history with a time that is none',
    `create table kysely_migration (name text, timestamp text); insert into kysely_migration values ('001_a', 'soon')`,
    '"001_a" has the time "soon"',
  ],
])('%s in place of the history is refused', async (_what, ddl, reason) => {
  await used.query(ddl)
  const error = await errorOf(used.migrator([table('001_a', 'a')]).up())
  expect(error).toMatchObject({
    code: 'HISTORY_INVALID',
    message: `The migration history public.kysely_migration cannot be used: ${reason}`,
  })
})

test('a role that may not create in the schema is told what to grant, and that works', async () => {
  await used.query('drop role if exists omni_migrator_builder; create role omni_migrator_builder login')
  await used.query(
    'revoke create on schema public from public; grant usage on schema public to omni_migrator_builder',
  )
  const migrator = used.migrator([table('001_a', 'a')], { db: openPool('role=omni_migrator_builder') })
  const error = await errorOf(migrator.up())
  expect(render(error)).toMatchInlineSnapshot(`
    "PERMISSION_DENIED: The role may not write the migration history in schema "public": permission denied for schema public
      Statement: create table if not exists "public"."kysely_migration" ("name" varchar(255) not null primary key, "timestamp" varchar(255) not null)
    → As its owner: GRANT USAGE, CREATE ON SCHEMA public TO omni_migrator_builder; and, where the tables exist, GRANT SELECT, INSERT, DELETE on them."
  `)
  await used.query(error.hint.slice(error.hint.indexOf('GRANT'), error.hint.indexOf(';')))
  expect((await migrator.up()).applied).toHaveLength(1)
  await used.query('drop owned by omni_migrator_builder cascade; drop role omni_migrator_builder')
})

test('a role that may not do what a migration does gets the statement', async () => {
  await used.query('drop role if exists omni_migrator_builder; create role omni_migrator_builder login')
  await used.query(
    'grant usage, create on schema public to omni_migrator_builder; create table foreign_table (id int)',
  )
  const migration = defineMigration({
    name: '001_a',
    async up(db) {
      await db.schema.alterTable('foreign_table').addColumn('x', 'text').execute()
    },
  })
  const error = await errorOf(used.migrator([migration], { db: openPool('role=omni_migrator_builder') }).up())
  expect(render(error)).toMatchInlineSnapshot(`
    "PERMISSION_DENIED: The role may not do what migration "001_a" does: must be owner of table foreign_table
      Statement: alter table "foreign_table" add column "x" text
    → Connect as the owner of the object, or grant the right to omni_migrator_builder."
  `)
  await used.query('drop owned by omni_migrator_builder cascade; drop role omni_migrator_builder')
})
