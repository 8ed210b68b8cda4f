import { setTimeout as delay } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { fetchInventory } from '../../test/fetch-inventory.ts'
import { kyselyOn, kyselyWithPause } from '../../test/kysely-on.ts'
import { failureOf, type OpenDatabase, openDatabase } from '../../test/open-database.ts'
import { nodeRegistrations004 } from '../migrations/004-20251003-node-registrations.ts'

let open: OpenDatabase
beforeAll(async () => {
  open = await openDatabase()
})
beforeEach(async () => {
  await open.clear()
  await nodeRegistrations004.up(open.db, open.context())
})
afterAll(() => open.close())

const down = async (allowDestructive = false) =>
  nodeRegistrations004.down?.(open.db, open.context({ allowDestructive }))

const isThere = async () => {
  const [row] = await open.sql<{ there: boolean }>(
    "select to_regclass('node_registrations') is not null as there",
  )
  return row?.there
}

/** Expects a refusal that changes nothing, and returns it. */
async function expectRefusal(code: string) {
  const before = await fetchInventory(open.pool, ['node_registrations'])
  const error = await failureOf(down(true))
  expect(error.code).toBe(code)
  expect(await fetchInventory(open.pool, ['node_registrations'])).toEqual(before)
  return error
}

const dependentsOf = (error: { details: object }) =>
  'dependents' in error.details ? (error.details.dependents as { kind: string; identity: string }[]) : []

describe('the dependency guard', () => {
  test('refuses while another table uses the enum, with its column', async () => {
    await open.sql('create table other_table (type_column node_type_enum)')
    const error = await expectRefusal('ENUM_IN_USE')
    expect(error.message).toMatchInlineSnapshot(`
      "Cannot drop enum 'node_type_enum' - it has dependencies:
        - public.other_table.type_column

      Drop dependent objects first or use cascade: true"
    `)
  })

  test.each([
    [
      'a table in another schema',
      'create schema s; create table s.t (c node_type_enum)',
      ['table column s.t.c'],
    ],
    ['an array column', 'create table t (c node_type_enum[])', ['table column public.t.c']],
    [
      'a domain, a column of that, and a view',
      "create domain d as node_type_enum; create table t (c d); create view v as select 'effect'::node_type_enum as e",
      ['domain public.d', 'table column public.t.c', 'view public.v'],
    ],
    [
      'a function',
      "create function f(node_type_enum) returns int language sql as 'select 1'",
      ['function public.f(public.node_type_enum)'],
    ],
    ['a composite type', 'create type c as (e node_type_enum)', ['composite type column public.c.e']],
    ['a range', 'create type r as range (subtype = node_type_enum)', ['range type public.r']],
    [
      'a view on the table, of its enum column',
      'create view v as select node_type from node_registrations',
      ['view public.v'],
    ],
    [
      "another column of the table itself, which is not the migration's",
      'alter table node_registrations add column previous_type node_type_enum',
      ['table column public.node_registrations.previous_type'],
    ],
  ])('lists %s', async (_, create, expected) => {
    await open.sql(create)
    const error = await expectRefusal('ENUM_IN_USE')
    const listed = dependentsOf(error).map(({ kind, identity }) => `${kind} ${identity}`)
    expect(listed).toEqual(expect.arrayContaining(expected))
    await open.sql('drop schema if exists s cascade')
  })

  test('lists what depends on the table beside what depends on the enum', async () => {
    await open.sql(
      'create table t (c node_type_enum); create view v as select node_id from node_registrations',
    )
    const error = await expectRefusal('ENUM_IN_USE')
    expect(dependentsOf(error).map(({ identity }) => identity)).toEqual(['public.t.c', 'public.v'])
  })

  test.each([
    ['a view', 'create view v as select node_id from node_registrations', ['view public.v']],
    [
      'a foreign key',
      'create table t (n varchar(255) references node_registrations (node_id))',
      ['table constraint t_n_fkey on public.t'],
    ],
    ['a table that inherits', 'create table t () inherits (node_registrations)', ['table public.t']],
    ['a column of its row type', 'create table t (n node_registrations)', ['table column public.t.n']],
    [
      'a function that takes its rows',
      "create function f(node_registrations) returns int language sql as 'select 1'",
      ['function public.f(public.node_registrations)'],
    ],
    [
      'a policy of another table',
      'create table t (id int); create policy p on t using (exists (select from node_registrations))',
      ['policy p on public.t'],
    ],
    [
      'a default that uses its sequence',
      "alter table node_registrations add column n serial; create table t (n int default nextval('node_registrations_n_seq'))",
      ['default value for public.t.n'],
    ],
  ])('refuses to drop the table under %s', async (kind, create, expected) => {
    await open.sql(create)
    // a table that inherits has a column of the enum too
    const error = await expectRefusal(kind === 'a table that inherits' ? 'ENUM_IN_USE' : 'TABLE_IN_USE')
    expect(dependentsOf(error).map((dependent) => `${dependent.kind} ${dependent.identity}`)).toEqual(
      expect.arrayContaining(expected),
    )
  })

  test('says for a table in use what is in the way', async () => {
    await open.sql('create view v as select node_id from node_registrations')
    const error = await expectRefusal('TABLE_IN_USE')
    expect(`${error.message}\n\n${error.hint}`).toMatchInlineSnapshot(`
      "Cannot drop table public.node_registrations - it has dependencies:
        - view public.v

      Nothing was changed.

      Drop each of them, or point it at another table, then roll back again."
    `)
  })

  test('lets the parts of the table go with it: constraints, triggers, policies, indexes, statistics, publications', async () => {
    await open.sql(`alter table node_registrations add constraint c check (node_type <> 'reducer'),
        add column parent uuid references node_registrations (id), add column n serial, alter column node_type set not null;
      create policy p on node_registrations using (node_type = 'effect');
      create function f() returns trigger language plpgsql as 'begin return new; end';
      create trigger t before update on node_registrations for each row when (new.node_type = 'effect') execute function f();
      create index i on node_registrations (node_id) where node_type = 'effect';
      create statistics s on node_id, node_type from node_registrations;
      create publication everything for table node_registrations`)
    await down()
    expect(await isThere()).toBe(false)
  })

  test('works under quote_all_identifiers, which quotes every name that the server renders', async () => {
    await open.sql("alter table node_registrations add constraint c check (node_type <> 'reducer')")
    await open.sql(
      `do $$ begin execute format('alter database %I set quote_all_identifiers = on', current_database()); end $$`,
    )
    const quoting = await open.database.client()
    await nodeRegistrations004.down?.(kyselyOn(quoting), open.context())
    await open.sql(
      `do $$ begin execute format('alter database %I reset quote_all_identifiers', current_database()); end $$`,
    )
    expect(await isThere()).toBe(false)
  })
})

describe('the destructive guard', () => {
  const insert = (id: string) =>
    open.sql("insert into node_registrations (node_id, node_type) values ($1, 'effect')", [id])

  test('comes before the dependency guard', async () => {
    await insert('node-1')
    await open.sql('create table t (c node_type_enum)')
    expect((await failureOf(down())).code).toBe('DESTRUCTIVE_MIGRATION_BLOCKED')
  })

  test('sees rows that were inserted just before: it waits for the transaction that inserts', async () => {
    const inserting = await open.database.client()
    await inserting.query(
      "begin; insert into node_registrations (node_id, node_type) values ('late', 'effect')",
    )
    const rollback = failureOf(down())
    await delay(200)
    await inserting.query('commit')
    const error = await rollback
    expect(error.code).toBe('DESTRUCTIVE_MIGRATION_BLOCKED')
    expect(error.details).toMatchObject({ rows: '1' })
    expect(await open.sql('select node_id from node_registrations')).toEqual([{ node_id: 'late' }])
  })

  test('keeps rows out between the count and the drop: who inserts then gets an error, not a lost row', async () => {
    let lateInsert: Promise<unknown> = Promise.resolve()
    const paused = kyselyWithPause(open.pool, async (statement) => {
      if (!statement.includes('count(*)')) return
      lateInsert = insert('late').catch((error: unknown) => error)
      await delay(100)
    })
    await nodeRegistrations004.down?.(paused, open.context())
    expect(await lateInsert).toMatchObject({ code: '42P01' })
    expect(await isThere()).toBe(false)
  })

  test('counts rows that a policy hides from the owner of the table, or refuses', async () => {
    await insert('hidden')
    await open.sql(`do $$ begin if to_regrole('omni_rls_owner') is null then create role omni_rls_owner; end if; end $$;
      grant all on schema public to omni_rls_owner; alter type node_type_enum owner to omni_rls_owner;
      alter table node_registrations owner to omni_rls_owner, enable row level security, force row level security`)
    const owner = await open.database.client()
    await owner.query('set role omni_rls_owner')
    expect((await owner.query('select from node_registrations')).rowCount).toBe(0)
    const error = await failureOf(
      Promise.resolve(nodeRegistrations004.down?.(kyselyOn(owner), open.context())),
    )
    expect(error.code).toBe('DESTRUCTIVE_MIGRATION_BLOCKED')
    expect(`${error.message}\n\n${error.hint}`).toMatchInlineSnapshot(`
      "DESTRUCTIVE MIGRATION BLOCKED: node_registrations table cannot be counted (query would be affected by row-level security policy for table "node_registrations")

      Rolling back drops table public.node_registrations: permanent data loss. Nothing was changed.

      To proceed anyway:
        1. Back up the table:
             pg_dump --format=custom --file=node_registrations.dump -t public.node_registrations "$DATABASE_URL"
        2. Let this role see every row, then count them:
             GRANT SELECT ON public.node_registrations TO CURRENT_USER;
             ALTER TABLE public.node_registrations NO FORCE ROW LEVEL SECURITY;
             SELECT count(*) FROM public.node_registrations;
        3. Allow it, and roll back again:
             ALLOW_DESTRUCTIVE_MIGRATION=true   (in code: allowDestructive: true)"
    `)
    expect(await open.sql('select node_id from node_registrations')).toEqual([{ node_id: 'hidden' }])
    await owner.query('reset role')
    await open.sql('drop owned by omni_rls_owner cascade; drop role omni_rls_owner')
  })

  test('leaves the setting row_security as it was', async () => {
    await open.db.transaction().execute(async (trx) => {
      await nodeRegistrations004.down?.(trx, open.context())
      const { rows } = await sql`show row_security`.execute(trx)
      expect(rows).toEqual([{ row_security: 'on' }])
    })
  })
})

describe("what is not the migration's is not dropped:", () => {
  test('a table of that name and another shape', async () => {
    await open.sql('drop table node_registrations; create table node_registrations (id int)')
    const error = await expectRefusal('TABLE_MISMATCH')
    expect(error.message.split('\n')[0]).toBe(
      'MIGRATION VALIDATION FAILED: Table public.node_registrations exists with a different definition!',
    )
  })

  test('a view of that name', async () => {
    await open.sql('drop table node_registrations; create view node_registrations as select 1 as id')
    const error = await failureOf(down(true))
    expect(error.code).toBe('TABLE_MISMATCH')
    expect(await isThere()).toBe(true)
  })

  test('an index of that name on another table, while the own table goes', async () => {
    await open.sql(`drop index idx_node_registrations_node_id; create table other (id int);
      create index idx_node_registrations_node_id on other (id)`)
    await down()
    expect(await isThere()).toBe(false)
    expect(await open.sql("select indexname from pg_indexes where tablename = 'other'")).toEqual([
      { indexname: 'idx_node_registrations_node_id' },
    ])
  })

  test('a domain that took the name of the enum', async () => {
    await open.sql(
      'drop table node_registrations; drop type node_type_enum; create domain node_type_enum as text',
    )
    expect((await failureOf(down(true))).code).toBe('ENUM_NAME_TAKEN')
  })
})
