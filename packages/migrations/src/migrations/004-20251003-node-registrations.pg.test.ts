import { createMigrator, type MigratorOptions } from '@omni/migrator'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { fetchInventory } from '../../test/fetch-inventory.ts'
import { failureOf, type OpenDatabase, openDatabase } from '../../test/open-database.ts'
import { definitions } from '../definitions.ts'
import { migrations } from '../migrations.ts'
import { nodeRegistrations004 } from './004-20251003-node-registrations.ts'

// Case by case what the suite of the original migration tests.

let open: OpenDatabase
beforeEach(async () => {
  open = await openDatabase()
})
afterEach(() => open.close())

const migrator = (options: Partial<MigratorOptions> = {}) =>
  createMigrator({ db: open.db, migrations, definitions, logger: open.logger, ...options })

const fetchLabels = async () =>
  (
    await open.sql<{ enumlabel: string }>(
      "select enumlabel from pg_enum where enumtypid = to_regtype('node_type_enum') order by enumsortorder",
    )
  ).map(({ enumlabel }) => enumlabel)

const fetchIndexDefinitions = async () =>
  (
    await open.sql<{ indexdef: string }>(
      "select indexdef from pg_indexes where tablename = 'node_registrations' order by indexname",
    )
  ).map(({ indexdef }) => indexdef)

const fetchExists = async () => {
  const [row] = await open.sql<{ enum: boolean; table: boolean; indexes: number }>(
    `select to_regtype('node_type_enum') is not null as enum,
            to_regclass('node_registrations') is not null as table,
            (select count(*)::int from pg_class where relname like 'idx_node_registrations%') as indexes`,
  )
  return row
}

const EVERYTHING = { enum: true, table: true, indexes: 7 }
const NOTHING = { enum: false, table: false, indexes: 0 }

const insertNode = (nodeId: string) =>
  open.db
    .insertInto('node_registrations')
    .values({ node_id: nodeId, node_type: 'effect' })
    .returningAll()
    .executeTakeFirstOrThrow()

describe('a fresh install', () => {
  test('creates the enum with its labels in order', async () => {
    await migrator().up()
    expect(await fetchLabels()).toEqual(['effect', 'compute', 'reducer', 'orchestrator'])
  })

  test('creates the table with every column, its type, nullability and default', async () => {
    await migrator().up()
    const columns = await open.sql(
      `select a.attname as name, format_type(a.atttypid, a.atttypmod) as type, a.attnotnull as required,
              pg_get_expr(d.adbin, d.adrelid) as default
       from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
       where a.attrelid = 'node_registrations'::regclass and a.attnum > 0 order by a.attnum`,
    )
    expect(columns).toEqual([
      { name: 'id', type: 'uuid', required: true, default: 'gen_random_uuid()' },
      { name: 'node_id', type: 'character varying(255)', required: true, default: null },
      { name: 'node_type', type: 'node_type_enum', required: true, default: null },
      { name: 'capabilities', type: 'jsonb', required: true, default: "'{}'::jsonb" },
      { name: 'endpoints', type: 'jsonb', required: true, default: "'{}'::jsonb" },
      { name: 'metadata', type: 'jsonb', required: true, default: "'{}'::jsonb" },
      { name: 'health_endpoint', type: 'character varying(500)', required: false, default: null },
      { name: 'last_heartbeat', type: 'timestamp with time zone', required: false, default: null },
      { name: 'registered_at', type: 'timestamp with time zone', required: true, default: 'now()' },
      { name: 'updated_at', type: 'timestamp with time zone', required: true, default: 'now()' },
    ])
  })

  test('creates nine indexes, two of them behind constraints', async () => {
    await migrator().up()
    expect(await fetchIndexDefinitions()).toEqual([
      'CREATE INDEX idx_node_registrations_capabilities_gin ON public.node_registrations USING gin (capabilities)',
      'CREATE INDEX idx_node_registrations_endpoints_gin ON public.node_registrations USING gin (endpoints)',
      'CREATE INDEX idx_node_registrations_last_heartbeat ON public.node_registrations USING btree (last_heartbeat DESC)',
      'CREATE INDEX idx_node_registrations_metadata_gin ON public.node_registrations USING gin (metadata)',
      'CREATE INDEX idx_node_registrations_node_id ON public.node_registrations USING btree (node_id)',
      'CREATE INDEX idx_node_registrations_node_type ON public.node_registrations USING btree (node_type)',
      'CREATE INDEX idx_node_registrations_updated_at ON public.node_registrations USING btree (updated_at DESC)',
      'CREATE UNIQUE INDEX node_registrations_node_id_key ON public.node_registrations USING btree (node_id)',
      'CREATE UNIQUE INDEX node_registrations_pkey ON public.node_registrations USING btree (id)',
    ])
    const constraints = await open.sql(
      `select conname as name, pg_get_constraintdef(oid) as definition from pg_constraint
       where conrelid = 'node_registrations'::regclass and contype in ('p', 'u') order by conname`,
    )
    expect(constraints).toEqual([
      { name: 'node_registrations_node_id_key', definition: 'UNIQUE (node_id)' },
      { name: 'node_registrations_pkey', definition: 'PRIMARY KEY (id)' },
    ])
  })

  test('is what check finds to be good', async () => {
    await migrator().up()
    expect(await migrator().check()).toEqual({ ok: true, pending: [], problems: [] })
  })
})

describe('running it again', () => {
  test('by a second up applies nothing and changes nothing', async () => {
    await migrator().up()
    await insertNode('node-1')
    const before = await fetchInventory(open.pool, ['node_registrations'])
    const again = await migrator().up()
    expect(again.applied).toEqual([])
    expect(await fetchInventory(open.pool, ['node_registrations'])).toEqual(before)
  })

  test('by calling up() of the migration twice keeps enum, table, rows and indexes as they are', async () => {
    await nodeRegistrations004.up(open.db, open.context())
    await insertNode('node-1')
    const before = await fetchInventory(open.pool, ['node_registrations'])
    await nodeRegistrations004.up(open.db, open.context())
    expect(await fetchInventory(open.pool, ['node_registrations'])).toEqual(before)
    expect(open.log.filter((line) => line.includes(': created'))).toHaveLength(9)
  })

  test('after the history table is lost keeps enum, table, rows and indexes as they are', async () => {
    await migrator().up()
    await insertNode('node-1')
    await open.sql('drop table kysely_migration, kysely_migration_lock')
    const labels = await fetchLabels()
    const indexes = await fetchIndexDefinitions()
    const again = await migrator().up()
    expect(again.applied).toMatchObject([{ name: '004_20251003_node_registrations', direction: 'up' }])
    expect(await fetchLabels()).toEqual(labels)
    expect(await fetchIndexDefinitions()).toEqual(indexes)
    expect(await open.sql('select node_id from node_registrations')).toEqual([{ node_id: 'node-1' }])
  })

  test('finishes what another tool had half made: the enum only', async () => {
    await open.sql("create type node_type_enum as enum ('effect', 'compute', 'reducer', 'orchestrator')")
    await migrator().up()
    expect(await fetchExists()).toEqual(EVERYTHING)
  })

  test('finishes what another tool had half made: some indexes missing', async () => {
    await nodeRegistrations004.up(open.db, open.context())
    const whole = await fetchIndexDefinitions()
    await open.sql('drop index idx_node_registrations_updated_at, idx_node_registrations_metadata_gin')
    await nodeRegistrations004.up(open.db, open.context())
    expect(await fetchIndexDefinitions()).toEqual(whole)
  })

  test('inside a transaction that is rolled back leaves nothing', async () => {
    const rolledBack = open.db.transaction().execute(async (trx) => {
      await nodeRegistrations004.up(trx, open.context())
      throw new Error('no')
    })
    await expect(rolledBack).rejects.toThrow('no')
    expect(await fetchExists()).toEqual(NOTHING)
  })
})

describe('validation of the enum', () => {
  test('wrong labels are refused with both lists, and nothing is changed', async () => {
    await open.sql("create type node_type_enum as enum ('effect', 'compute', 'wrong_value')")
    const before = await fetchInventory(open.pool)
    const error = await failureOf(nodeRegistrations004.up(open.db, open.context()))
    expect(error.code).toBe('ENUM_VALUES_MISMATCH')
    expect(error.message.slice(0, error.message.indexOf('\n\n'))).toMatchInlineSnapshot(`
      "MIGRATION VALIDATION FAILED: Enum 'node_type_enum' exists with incompatible values!
        Expected values: ['compute', 'effect', 'orchestrator', 'reducer']
        Existing values: ['compute', 'effect', 'wrong_value']
        Missing values: ['orchestrator', 'reducer']
        Extra values: ['wrong_value']"
    `)
    expect(await fetchInventory(open.pool)).toEqual(before)
  })

  test('missing labels are refused', async () => {
    await open.sql("create type node_type_enum as enum ('effect', 'compute')")
    const error = await failureOf(migrator().up())
    expect(error.code).toBe('ENUM_VALUES_MISMATCH')
    expect(error.message).toContain("Missing values: ['orchestrator', 'reducer']\n  Extra values: []")
    expect(await fetchExists()).toEqual({ ...NOTHING, enum: true })
  })

  test('extra labels are refused', async () => {
    await open.sql(
      "create type node_type_enum as enum ('effect', 'compute', 'reducer', 'orchestrator', 'extra')",
    )
    const error = await failureOf(migrator().up())
    expect(error.code).toBe('ENUM_VALUES_MISMATCH')
    expect(error.message).toContain("Missing values: []\n  Extra values: ['extra']")
    expect(await fetchExists()).toEqual({ ...NOTHING, enum: true })
  })

  test('the order of labels does not matter', async () => {
    await open.sql("create type node_type_enum as enum ('orchestrator', 'reducer', 'compute', 'effect')")
    await migrator().up()
    expect(await fetchLabels()).toEqual(['orchestrator', 'reducer', 'compute', 'effect'])
    expect(await fetchExists()).toEqual(EVERYTHING)
  })
})

describe('rolling back', () => {
  test('removes table, enum and indexes', async () => {
    await migrator().up()
    const { applied } = await migrator().down()
    expect(applied).toMatchObject([{ name: '004_20251003_node_registrations', direction: 'down' }])
    expect(await fetchExists()).toEqual(NOTHING)
  })

  test('by number of the migration before removes everything after it', async () => {
    await migrator().up('004')
    await migrator().down('003')
    expect(await fetchExists()).toEqual(NOTHING)
  })

  test('refuses while the table holds rows, and keeps them', async () => {
    await migrator().up()
    await insertNode('node-1')
    await insertNode('node-2')
    const before = await fetchInventory(open.pool, ['node_registrations'])
    const error = await failureOf(migrator().down())
    expect(error.code).toBe('DESTRUCTIVE_MIGRATION_BLOCKED')
    expect(error.details).toEqual({ schema: 'public', table: 'node_registrations', rows: '2' })
    expect(`${error.message}\n\n${error.hint}`).toMatchInlineSnapshot(`
      "DESTRUCTIVE MIGRATION BLOCKED: node_registrations table contains 2 records

      Rolling back drops table public.node_registrations: permanent data loss. Nothing was changed.

      To proceed anyway:
        1. Back up the table:
             pg_dump --format=custom --file=node_registrations.dump -t public.node_registrations "$DATABASE_URL"
        2. Look at how much would be lost:
             SELECT count(*) FROM public.node_registrations;
        3. Allow it, and roll back again:
             ALLOW_DESTRUCTIVE_MIGRATION=true   (in code: allowDestructive: true)"
    `)
    expect(await fetchInventory(open.pool, ['node_registrations'])).toEqual(before)
  })

  test('warns with the number of rows when it is allowed to remove them', async () => {
    await migrator().up()
    await insertNode('node-1')
    await migrator({ allowDestructive: true }).down()
    expect(open.log.filter((line) => line.startsWith('warn'))).toEqual([
      'warn: DESTRUCTIVE MIGRATION: dropping table public.node_registrations with its 1 records',
    ])
    expect(await fetchExists()).toEqual(NOTHING)
  })

  test('twice is safe, by the migrator and by calling down() directly', async () => {
    await migrator().up()
    await migrator().down()
    expect((await migrator().down()).applied).toEqual([])
    await nodeRegistrations004.down?.(open.db, open.context())
    await nodeRegistrations004.down?.(open.db, open.context())
    expect(await fetchExists()).toEqual(NOTHING)
  })

  test('removes what is left where the table is gone already', async () => {
    await migrator().up()
    await open.sql('drop table node_registrations')
    await migrator().down()
    expect(await fetchExists()).toEqual(NOTHING)
  })
})

describe('the full cycle', () => {
  test('up, down and up again leaves what the first up left', async () => {
    await migrator().up()
    const first = { labels: await fetchLabels(), indexes: await fetchIndexDefinitions() }
    await migrator().down()
    expect(await fetchExists()).toEqual(NOTHING)
    await migrator().up()
    expect({ labels: await fetchLabels(), indexes: await fetchIndexDefinitions() }).toEqual(first)
  })

  test('a row can be inserted after it, with every default', async () => {
    await migrator().up()
    await migrator().redo()
    const row = await insertNode('node-1')
    expect(row).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      node_id: 'node-1',
      node_type: 'effect',
      capabilities: {},
      endpoints: {},
      metadata: {},
      health_endpoint: null,
      last_heartbeat: null,
      registered_at: expect.any(Date),
      updated_at: expect.any(Date),
    })
  })
})
