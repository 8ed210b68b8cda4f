import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { expectTableRefusal, type TableRefusal } from '../../test/expect-table-refusal.ts'
import { failureOf, type OpenDatabase, openDatabase } from '../../test/open-database.ts'
import type { TableMismatchDetails } from '../errors/table-mismatch-error.ts'
import { nodeRegistrations004 } from '../migrations/004-20251003-node-registrations.ts'

let open: OpenDatabase
beforeAll(async () => {
  open = await openDatabase()
})
beforeEach(() => open.clear())
afterAll(() => open.close())

const up = () => nodeRegistrations004.up(open.db, open.context())
const expectRefusalAndRepair = (refusal: TableRefusal) => expectTableRefusal(open, refusal)

describe('something else has the name of the table:', () => {
  test.each([
    ['view', 'create view node_registrations as select 1 as id', 'VIEW'],
    [
      'materialized view',
      'create materialized view node_registrations as select 1 as id',
      'MATERIALIZED VIEW',
    ],
    ['partitioned table', 'create table node_registrations (id int) partition by list (id)', 'TABLE'],
    ['sequence', 'create sequence node_registrations', 'SEQUENCE'],
    ['composite type', 'create type node_registrations as (id int)', 'TYPE'],
    ['domain', 'create domain node_registrations as text', 'DOMAIN'],
    ['enum', "create type node_registrations as enum ('a')", 'TYPE'],
    ['range type', 'create type node_registrations as range (subtype = int4)', 'TYPE'],
    ['index', 'create table t (id int); create index node_registrations on t (id)', 'INDEX'],
    [
      'foreign table',
      'create foreign data wrapper w; create server s foreign data wrapper w; create foreign table node_registrations (id int) server s',
      'FOREIGN TABLE',
    ],
  ])('a %s', (kind, breakage, alter) =>
    expectRefusalAndRepair({
      breakage,
      differences: [
        `public.node_registrations is ${/^[aeiou]/.test(kind) ? 'an' : 'a'} ${kind}, not a table of the migration's`,
      ],
      statements: [`ALTER ${alter} public.node_registrations RENAME TO node_registrations_old;`],
    }),
  )

  test('a partition of a table of the same columns', async () => {
    await up()
    await expectRefusalAndRepair({
      breakage: `drop table node_registrations;
        create table whole (id uuid not null default gen_random_uuid(), node_id varchar(255) not null, node_type node_type_enum not null,
          capabilities jsonb not null default '{}', endpoints jsonb not null default '{}', metadata jsonb not null default '{}',
          health_endpoint varchar(500), last_heartbeat timestamptz, registered_at timestamptz not null default now(),
          updated_at timestamptz not null default now()) partition by list (node_type);
        create table node_registrations partition of whole for values in ('effect');
        alter table node_registrations add primary key (id), add unique (node_id)`,
      differences: [
        'table public.node_registrations: expected a table of its own, found a partition of public.whole',
      ],
      statements: ['ALTER TABLE public.whole DETACH PARTITION public.node_registrations;'],
    })
  })

  test('a table of somebody else, which the second remedy keeps under another name', async () => {
    await open.sql('create table node_registrations (id int constraint node_registrations_pkey primary key)')
    const error = await failureOf(up())
    expect(`${error.message}\n\n${error.hint}`).toMatchInlineSnapshot(`
      "MIGRATION VALIDATION FAILED: Table public.node_registrations exists with a different definition!
        column id: expected uuid, found integer
        column id: expected DEFAULT gen_random_uuid(), found no default
        column node_id: expected varchar(255) NOT NULL, found nothing
        column node_type: expected public.node_type_enum NOT NULL, found nothing
        column capabilities: expected jsonb NOT NULL DEFAULT '{}'::jsonb, found nothing
        column endpoints: expected jsonb NOT NULL DEFAULT '{}'::jsonb, found nothing
        column metadata: expected jsonb NOT NULL DEFAULT '{}'::jsonb, found nothing
        column health_endpoint: expected varchar(500), found nothing
        column last_heartbeat: expected timestamptz, found nothing
        column registered_at: expected timestamptz NOT NULL DEFAULT now(), found nothing
        column updated_at: expected timestamptz NOT NULL DEFAULT now(), found nothing
        constraint node_registrations_node_id_key: expected UNIQUE (node_id), found nothing

      To fix this issue:
        1. Repair the table, keeping all data:
             CREATE TYPE public.node_type_enum AS ENUM ('effect', 'compute', 'reducer', 'orchestrator');
             ALTER TABLE public.node_registrations RENAME COLUMN id TO id_old;
             ALTER TABLE public.node_registrations ADD COLUMN id uuid NOT NULL DEFAULT gen_random_uuid();
             ALTER TABLE public.node_registrations ADD COLUMN node_id varchar(255) NOT NULL;
             ALTER TABLE public.node_registrations ADD COLUMN node_type public.node_type_enum NOT NULL;
             ALTER TABLE public.node_registrations ADD COLUMN capabilities jsonb NOT NULL DEFAULT '{}'::jsonb;
             ALTER TABLE public.node_registrations ADD COLUMN endpoints jsonb NOT NULL DEFAULT '{}'::jsonb;
             ALTER TABLE public.node_registrations ADD COLUMN metadata jsonb NOT NULL DEFAULT '{}'::jsonb;
             ALTER TABLE public.node_registrations ADD COLUMN health_endpoint varchar(500);
             ALTER TABLE public.node_registrations ADD COLUMN last_heartbeat timestamptz;
             ALTER TABLE public.node_registrations ADD COLUMN registered_at timestamptz NOT NULL DEFAULT now();
             ALTER TABLE public.node_registrations ADD COLUMN updated_at timestamptz NOT NULL DEFAULT now();
             ALTER TABLE public.node_registrations DROP CONSTRAINT node_registrations_pkey, ADD CONSTRAINT node_registrations_pkey PRIMARY KEY (id);
             ALTER TABLE public.node_registrations ADD CONSTRAINT node_registrations_node_id_key UNIQUE (node_id);
        2. Re-run the migration
        OR
        3. Keep the table under another name, and let the migration make its own:
             ALTER TABLE public.node_registrations RENAME TO node_registrations_old;
             ALTER INDEX public.node_registrations_pkey RENAME TO node_registrations_pkey_old;"
    `)
    const { repair } = error.details as TableMismatchDetails
    for (const statement of repair.setAside) await open.sql(statement)
    await up()
    expect(await open.sql('select id from node_registrations_old')).toEqual([])
  })

  test('and the name of its primary key is taken, before the table exists', () =>
    expectRefusalAndRepair({
      breakage: 'create table t (id int constraint node_registrations_pkey primary key)',
      differences: ["public.node_registrations_pkey is an index, not an index of the migration's"],
      statements: ['ALTER INDEX public.node_registrations_pkey RENAME TO node_registrations_pkey_old;'],
    }))
})

describe('a table that differs is refused, left alone, and repaired by what the error prints:', () => {
  beforeEach(async () => {
    await up()
    await open.sql("insert into node_registrations (node_id, node_type) values ('node-1', 'effect')")
  })

  test('the table is unlogged', () =>
    expectRefusalAndRepair({
      breakage: 'alter table node_registrations set unlogged',
      differences: ['table public.node_registrations: expected a logged table, found an unlogged table'],
      statements: ['ALTER TABLE public.node_registrations SET LOGGED;'],
    }))

  test('several things at once, of the table and of an index, in one error', () =>
    expectRefusalAndRepair({
      breakage: `alter table node_registrations drop column endpoints, alter column node_id type varchar(100),
          drop constraint node_registrations_pkey;
        drop index idx_node_registrations_updated_at; create index idx_node_registrations_updated_at on node_registrations (updated_at)`,
      differences: [
        'column node_id: expected varchar(255), found varchar(100)',
        "column endpoints: expected jsonb NOT NULL DEFAULT '{}'::jsonb, found nothing",
        'constraint node_registrations_pkey: expected PRIMARY KEY (id), found nothing',
        'index idx_node_registrations_updated_at: keys: expected (updated_at DESC), found (updated_at)',
      ],
      statements: [
        'ALTER TABLE public.node_registrations ALTER COLUMN node_id TYPE varchar(255);',
        "ALTER TABLE public.node_registrations ADD COLUMN endpoints jsonb NOT NULL DEFAULT '{}'::jsonb;",
        'ALTER TABLE public.node_registrations ADD CONSTRAINT node_registrations_pkey PRIMARY KEY (id);',
        'DROP INDEX public.idx_node_registrations_updated_at;',
        'CREATE INDEX idx_node_registrations_updated_at ON public.node_registrations USING btree (updated_at DESC);',
      ],
    }))
})
