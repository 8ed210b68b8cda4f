import { createMigrator } from '@omni/migrator'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { fetchInventory } from '../../test/fetch-inventory.ts'
import { kyselyOn } from '../../test/kysely-on.ts'
import { failureOf, type OpenDatabase, openDatabase } from '../../test/open-database.ts'
import { definitions } from '../definitions.ts'
import { migrations } from '../migrations.ts'
import { nodeRegistrations004 } from './004-20251003-node-registrations.ts'

let open: OpenDatabase
beforeAll(async () => {
  open = await openDatabase()
})
beforeEach(() => open.clear())
afterAll(() => open.close())

const up = () => nodeRegistrations004.up(open.db, open.context())
const down = async () => nodeRegistrations004.down?.(open.db, open.context({ allowDestructive: true }))

describe('what was wrong with the original migration, and is not with this one:', () => {
  test('defect 1: a second run never looked at the enum again', async () => {
    const migrator = createMigrator({ db: open.db, migrations, definitions })
    await migrator.up()
    await open.sql("alter type node_type_enum rename value 'reducer' to 'wrong_value'")
    const error = await failureOf(migrator.up())
    expect(error.code).toBe('ENUM_VALUES_MISMATCH')
    expect(error.message).toContain("Missing values: ['reducer']\n  Extra values: ['wrong_value']")
  })

  test('defect 2: any table of the name was accepted', async () => {
    await open.sql('create table node_registrations (id int)')
    expect((await failureOf(up())).code).toBe('TABLE_MISMATCH')
  })

  test('defect 2: any index of the name was accepted, an INVALID one too', async () => {
    await up()
    await open.sql(`drop index idx_node_registrations_node_type;
      create index idx_node_registrations_node_type on node_registrations (updated_at)`)
    expect((await failureOf(up())).code).toBe('INDEX_MISMATCH')
  })

  test('defect 3: the rollback of a clean install refused to run, for the index on node_type counted as a dependent', async () => {
    await up()
    await down()
    expect(
      await open.sql("select relname from pg_class where relnamespace = 'public'::regnamespace"),
    ).toEqual([])
  })

  test('defect 3: dropped columns counted as dependents', async () => {
    await up()
    await open.sql('create table t (id int, c node_type_enum); alter table t drop column c')
    await down()
    expect(await open.sql("select to_regtype('node_type_enum') as type")).toEqual([{ type: null }])
  })

  test.each([
    ['an array', 'create table t (c node_type_enum[])'],
    ['a domain', 'create domain d as node_type_enum'],
    ['a composite type', 'create type c as (e node_type_enum)'],
    ['a range', 'create type r as range (subtype = node_type_enum)'],
    ['a view', "create view v as select 'effect'::node_type_enum::text as e"],
    ['a function', "create function f(node_type_enum) returns int language sql as 'select 1'"],
    ['a cast', 'create cast (node_type_enum as xml) with inout'],
  ])('defect 3: %s of the enum was missed', async (_, create) => {
    await up()
    await open.sql(create)
    expect((await failureOf(down())).code).toBe('ENUM_IN_USE')
  })

  test.each(['audit.node_registrations', 'public.old_node_registrations'])(
    'defect 4: the column of %s counted as the own one, by the end of its name',
    async (table) => {
      await up()
      await open.sql(`create schema audit; create table ${table} (node_type node_type_enum)`)
      const error = await failureOf(down())
      expect(error.message).toContain(`  - ${table}.node_type\n`)
      await open.sql('drop schema audit cascade')
    },
  )

  test('defect 5: an enum without labels counted as absent', async () => {
    await open.sql('create type node_type_enum as enum ()')
    const error = await failureOf(up())
    expect(error.code).toBe('ENUM_VALUES_MISMATCH')
    expect(error.message).toContain('Existing values: []')
  })

  test.each([
    ['table', 'create table node_type_enum (id int)'],
    ['domain', 'create domain node_type_enum as text'],
    ['composite type', 'create type node_type_enum as (id int)'],
  ])('defect 5: a %s of the name of the enum was not thought of', async (kind, create) => {
    await open.sql(create)
    const before = await fetchInventory(open.pool)
    const error = await failureOf(up())
    expect(error.code).toBe('ENUM_NAME_TAKEN')
    expect(error.message).toContain(`public.node_type_enum is a ${kind}`)
    expect(await fetchInventory(open.pool)).toEqual(before)
  })

  test('defect 6: names went into SQL unescaped', async () => {
    const schema = `We"ird'; drop table victim; --`
    await open.sql('create table victim (id int)')
    await open.sql(`create schema "${schema.replaceAll('"', '""')}"`)
    const context = open.context({ schema })
    await nodeRegistrations004.up(open.db, context)
    await nodeRegistrations004.up(open.db, context)
    await nodeRegistrations004.down?.(open.db, context)
    expect(await open.sql('select * from victim')).toEqual([])
    await open.sql(`drop schema "${schema.replaceAll('"', '""')}"`)
  })

  test('defect 7: the type checked and the type created could be in different schemas', async () => {
    await open.sql("create schema first; create type first.node_type_enum as enum ('nothing', 'of', 'ours')")
    const client = await open.database.client()
    await client.query('set search_path = first, public')
    await nodeRegistrations004.up(kyselyOn(client), open.context({ schema: 'public' }))
    expect(
      await open.sql(`select n.nspname as schema from pg_attribute a join pg_type t on t.oid = a.atttypid
        join pg_namespace n on n.oid = t.typnamespace
        where a.attrelid = 'public.node_registrations'::regclass and a.attname = 'node_type'`),
    ).toEqual([{ schema: 'public' }])
    await open.sql('drop schema first cascade')
  })

  test('defect 8: nothing was locked, and who lost a race got a raw unique violation', async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 5 }, up))
    expect(outcomes.map(({ status }) => status)).toEqual(Array(5).fill('fulfilled'))
    expect(open.log.filter((line) => line === 'info: table public.node_registrations: created')).toHaveLength(
      1,
    )
  })

  test('defect 9: the first remedy was DROP TYPE … CASCADE, which drops every column of the type in silence', async () => {
    await up()
    await open.sql("alter type node_type_enum add value 'extra'; create table jobs (kind node_type_enum)")
    const error = await failureOf(up())
    const [first, ...others] = error.message.split('  OR\n')
    expect(first).not.toMatch(/DROP TYPE .* CASCADE/)
    expect(others.join('')).toContain('DROP TYPE public.node_type_enum CASCADE')
    expect(others.join('')).toContain('public.jobs.kind')
    expect(others.join('')).toContain('public.node_registrations.node_type')
  })
})
