import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { fetchInventory } from '../../test/fetch-inventory.ts'
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

const ROW = "insert into node_registrations (node_id, node_type) values ('node-1', 'effect')"

interface Case {
  /** Done to a database on which the migration ran. */
  readonly breakage: string
  /** Message of the refusal, without its first line. */
  readonly differences: readonly string[]
  /** Statements that the hint prints. */
  readonly statements: readonly string[]
  /** What the reader puts in for `…`. */
  readonly blank?: string
}

/** Breaks, expects the refusal and that nothing was changed, runs the printed statements, and expects `up` to pass. */
async function expectRefusalAndRepair({
  breakage,
  differences,
  statements,
  blank = "'x'",
}: Case): Promise<void> {
  await open.sql(breakage)
  const before = await fetchInventory(open.pool)
  const error = await failureOf(up())
  expect(error.code).toBe('TABLE_MISMATCH')
  expect(error.message.split('\n').slice(1)).toEqual(differences.map((line) => `  ${line}`))
  expect(printedStatements(error.hint)).toEqual(statements)
  expect(await fetchInventory(open.pool)).toEqual(before)
  for (const statement of printedStatements(error.hint)) await open.sql(statement.replaceAll('…', blank))
  await up()
}

/** The lines that a reader would copy: those of the first remedy. */
function printedStatements(hint: string): string[] {
  const first = hint.slice(0, hint.indexOf('  2. Re-run the migration'))
  return first
    .split('\n')
    .filter((line) => line.startsWith('       '))
    .map((line) => line.trim())
}

describe('a table that differs is refused, left alone, and repaired by what the error prints:', () => {
  beforeEach(async () => {
    await up()
    await open.sql(ROW)
  })

  test('a column is missing that has a default', () =>
    expectRefusalAndRepair({
      breakage: 'alter table node_registrations drop column capabilities',
      differences: ["column capabilities: expected jsonb NOT NULL DEFAULT '{}'::jsonb, found nothing"],
      statements: [
        "ALTER TABLE public.node_registrations ADD COLUMN capabilities jsonb NOT NULL DEFAULT '{}'::jsonb;",
      ],
    }))

  test('a column is missing that has no default, while there are rows', () =>
    expectRefusalAndRepair({
      breakage: 'alter table node_registrations drop column node_type',
      differences: ['column node_type: expected public.node_type_enum NOT NULL, found nothing'],
      statements: [
        'ALTER TABLE public.node_registrations ADD COLUMN node_type public.node_type_enum;',
        'UPDATE public.node_registrations SET node_type = …;',
        'ALTER TABLE public.node_registrations ALTER COLUMN node_type SET NOT NULL;',
      ],
      blank: "'compute'",
    }))

  test('a column is missing that has no default, in an empty table', () =>
    expectRefusalAndRepair({
      breakage: 'truncate node_registrations; alter table node_registrations drop column node_type',
      differences: ['column node_type: expected public.node_type_enum NOT NULL, found nothing'],
      statements: [
        'ALTER TABLE public.node_registrations ADD COLUMN node_type public.node_type_enum NOT NULL;',
      ],
    }))

  test('the column went with the enum, which is created again first', () =>
    expectRefusalAndRepair({
      breakage: 'drop type node_type_enum cascade',
      differences: ['column node_type: expected public.node_type_enum NOT NULL, found nothing'],
      statements: [
        "CREATE TYPE public.node_type_enum AS ENUM ('effect', 'compute', 'reducer', 'orchestrator');",
        'ALTER TABLE public.node_registrations ADD COLUMN node_type public.node_type_enum;',
        'UPDATE public.node_registrations SET node_type = …;',
        'ALTER TABLE public.node_registrations ALTER COLUMN node_type SET NOT NULL;',
      ],
      blank: "'compute'",
    }))

  test('a key column is missing, and its constraint with it', () =>
    expectRefusalAndRepair({
      breakage: 'alter table node_registrations drop column id',
      differences: [
        'column id: expected uuid NOT NULL DEFAULT gen_random_uuid(), found nothing',
        'constraint node_registrations_pkey: expected PRIMARY KEY (id), found nothing',
      ],
      statements: [
        'ALTER TABLE public.node_registrations ADD COLUMN id uuid NOT NULL DEFAULT gen_random_uuid();',
        'ALTER TABLE public.node_registrations ADD CONSTRAINT node_registrations_pkey PRIMARY KEY (id);',
      ],
    }))

  test.each([
    ['shorter', 'varchar(100)', ''],
    ['longer', 'varchar(300)', ''],
    ['without length', 'varchar', ''],
    ['text', 'text', ' USING node_id::text'],
  ])('a varchar has another length: %s', (_, type, using) =>
    expectRefusalAndRepair({
      breakage: `alter table node_registrations alter column node_id type ${type}`,
      differences: [`column node_id: expected varchar(255), found ${type}`],
      statements: [`ALTER TABLE public.node_registrations ALTER COLUMN node_id TYPE varchar(255)${using};`],
    }),
  )

  test.each([
    [
      'json',
      'json',
      'alter column metadata drop default, alter column metadata type json',
      'no default',
      '::text::jsonb',
    ],
    [
      'text',
      'text',
      'alter column metadata drop default, alter column metadata type text',
      'no default',
      '::text::jsonb',
    ],
  ])('a jsonb is %s', (_, type, action, found, conversion) =>
    expectRefusalAndRepair({
      breakage: `drop index idx_node_registrations_metadata_gin; alter table node_registrations ${action}`,
      differences: [
        `column metadata: expected jsonb, found ${type}`,
        `column metadata: expected DEFAULT '{}'::jsonb, found ${found}`,
      ],
      statements: [
        `ALTER TABLE public.node_registrations ALTER COLUMN metadata TYPE jsonb USING metadata${conversion}, ALTER COLUMN metadata SET DEFAULT '{}'::jsonb;`,
      ],
    }),
  )

  test('a timestamp has no time zone', async () => {
    await open.sql("update node_registrations set last_heartbeat = '2025-10-03T12:00:00Z'")
    await expectRefusalAndRepair({
      breakage: `alter table node_registrations alter column last_heartbeat type timestamp using last_heartbeat at time zone 'UTC'`,
      differences: ['column last_heartbeat: expected timestamptz, found timestamp'],
      statements: [
        "ALTER TABLE public.node_registrations ALTER COLUMN last_heartbeat TYPE timestamptz USING last_heartbeat AT TIME ZONE 'UTC';",
      ],
    })
    const [row] = await open.sql('select last_heartbeat from node_registrations')
    expect(row).toEqual({ last_heartbeat: new Date('2025-10-03T12:00:00Z') })
  })

  test('a timestamp has another precision', () =>
    expectRefusalAndRepair({
      breakage: 'alter table node_registrations alter column updated_at type timestamptz(3)',
      differences: ['column updated_at: expected timestamptz, found timestamptz(3)'],
      statements: [
        'ALTER TABLE public.node_registrations ALTER COLUMN updated_at DROP DEFAULT, ALTER COLUMN updated_at TYPE timestamptz, ALTER COLUMN updated_at SET DEFAULT now();',
      ],
    }))

  test('the id is text with a default of text', () =>
    expectRefusalAndRepair({
      breakage:
        'alter table node_registrations alter column id drop default, alter column id type text, alter column id set default gen_random_uuid()::text',
      differences: [
        'column id: expected uuid, found text',
        'column id: expected DEFAULT gen_random_uuid(), found DEFAULT (gen_random_uuid())::text',
      ],
      statements: [
        'ALTER TABLE public.node_registrations ALTER COLUMN id DROP DEFAULT, ALTER COLUMN id TYPE uuid USING id::text::uuid, ALTER COLUMN id SET DEFAULT gen_random_uuid();',
      ],
    }))

  test('the id is a number, which no conversion makes a uuid of', () =>
    expectRefusalAndRepair({
      breakage: `alter table node_registrations drop constraint node_registrations_pkey, drop column id;
        alter table node_registrations add column id serial constraint node_registrations_pkey primary key`,
      differences: [
        'column id: expected uuid, found integer',
        "column id: expected DEFAULT gen_random_uuid(), found DEFAULT nextval('node_registrations_id_seq'::regclass)",
      ],
      statements: [
        'ALTER TABLE public.node_registrations RENAME COLUMN id TO id_old;',
        'ALTER TABLE public.node_registrations ADD COLUMN id uuid NOT NULL DEFAULT gen_random_uuid();',
        'UPDATE public.node_registrations SET id = …;',
        'ALTER TABLE public.node_registrations DROP CONSTRAINT node_registrations_pkey, ADD CONSTRAINT node_registrations_pkey PRIMARY KEY (id);',
      ],
      blank: 'gen_random_uuid()',
    }))

  test('the enum column is bound to an enum of the same name in another schema', () =>
    expectRefusalAndRepair({
      breakage: `create schema other; create type other.node_type_enum as enum ('effect', 'compute', 'reducer', 'orchestrator');
        alter table node_registrations alter column node_type type other.node_type_enum using node_type::text::other.node_type_enum`,
      differences: ['column node_type: expected public.node_type_enum, found other.node_type_enum'],
      statements: [
        'ALTER TABLE public.node_registrations ALTER COLUMN node_type TYPE public.node_type_enum USING node_type::text::public.node_type_enum;',
      ],
    }).finally(() => open.sql('drop schema other cascade')))

  test('the enum column is an array of the enum, whose values cannot be converted', () =>
    expectRefusalAndRepair({
      breakage:
        'alter table node_registrations alter column node_type type node_type_enum[] using array[node_type]',
      differences: ['column node_type: expected public.node_type_enum, found public.node_type_enum[]'],
      statements: [
        'ALTER TABLE public.node_registrations RENAME COLUMN node_type TO node_type_old;',
        'ALTER TABLE public.node_registrations ADD COLUMN node_type public.node_type_enum;',
        'UPDATE public.node_registrations SET node_type = …;',
        'ALTER TABLE public.node_registrations ALTER COLUMN node_type SET NOT NULL;',
        'DROP INDEX public.idx_node_registrations_node_type;',
        'CREATE INDEX idx_node_registrations_node_type ON public.node_registrations USING btree (node_type);',
      ],
      blank: 'node_type_old[1]',
    }))

  test('a column has another collation', () =>
    expectRefusalAndRepair({
      breakage: 'alter table node_registrations alter column node_id type varchar(255) collate "C"',
      differences: ['column node_id: expected varchar(255), found varchar(255) COLLATE pg_catalog."C"'],
      statements: ['ALTER TABLE public.node_registrations ALTER COLUMN node_id TYPE varchar(255);'],
    }))

  test('NULL is allowed where there is a default, and there', () =>
    expectRefusalAndRepair({
      breakage:
        'alter table node_registrations alter column metadata drop not null; update node_registrations set metadata = null',
      differences: ['column metadata: expected NOT NULL, found NULL'],
      statements: [
        "UPDATE public.node_registrations SET metadata = '{}'::jsonb WHERE metadata IS NULL;",
        'ALTER TABLE public.node_registrations ALTER COLUMN metadata SET NOT NULL;',
      ],
    }))

  test('NULL is allowed where there is no default, and there', () =>
    expectRefusalAndRepair({
      breakage:
        'alter table node_registrations alter column node_type drop not null; update node_registrations set node_type = null',
      differences: ['column node_type: expected NOT NULL, found NULL'],
      statements: [
        'UPDATE public.node_registrations SET node_type = … WHERE node_type IS NULL;',
        'ALTER TABLE public.node_registrations ALTER COLUMN node_type SET NOT NULL;',
      ],
      blank: "'reducer'",
    }))

  test('NULL is forbidden where it may be', () =>
    expectRefusalAndRepair({
      breakage:
        "update node_registrations set health_endpoint = ''; alter table node_registrations alter column health_endpoint set not null",
      differences: ['column health_endpoint: expected NULL, found NOT NULL'],
      statements: ['ALTER TABLE public.node_registrations ALTER COLUMN health_endpoint DROP NOT NULL;'],
    }))

  test('a default is missing', () =>
    expectRefusalAndRepair({
      breakage: 'alter table node_registrations alter column id drop default',
      differences: ['column id: expected DEFAULT gen_random_uuid(), found no default'],
      statements: ['ALTER TABLE public.node_registrations ALTER COLUMN id SET DEFAULT gen_random_uuid();'],
    }))

  test('a default is another one', () =>
    expectRefusalAndRepair({
      breakage: `alter table node_registrations alter column metadata set default '{"a": 1}'`,
      differences: [`column metadata: expected DEFAULT '{}'::jsonb, found DEFAULT '{"a": 1}'::jsonb`],
      statements: ["ALTER TABLE public.node_registrations ALTER COLUMN metadata SET DEFAULT '{}'::jsonb;"],
    }))

  test('a default is there where none should be', () =>
    expectRefusalAndRepair({
      breakage: "alter table node_registrations alter column node_type set default 'effect'",
      differences: ["column node_type: expected no default, found DEFAULT 'effect'::node_type_enum"],
      statements: ['ALTER TABLE public.node_registrations ALTER COLUMN node_type DROP DEFAULT;'],
    }))

  test('a default calls a function that only has the name of the right one', () =>
    expectRefusalAndRepair({
      breakage: `create function public.gen_random_uuid() returns uuid language sql as 'select ''00000000-0000-0000-0000-000000000000''::uuid';
        alter table node_registrations alter column id set default public.gen_random_uuid()`,
      differences: ['column id: expected DEFAULT gen_random_uuid(), found DEFAULT public.gen_random_uuid()'],
      statements: ['ALTER TABLE public.node_registrations ALTER COLUMN id SET DEFAULT gen_random_uuid();'],
    }))

  test('a column is a generated one', () =>
    expectRefusalAndRepair({
      breakage: `alter table node_registrations drop column health_endpoint;
        alter table node_registrations add column health_endpoint varchar(500) generated always as ('http://' || node_id) stored`,
      differences: [
        "column health_endpoint: expected a column of its own, found GENERATED ALWAYS AS (('http://'::text || (node_id)::text)) STORED",
      ],
      statements: ['ALTER TABLE public.node_registrations ALTER COLUMN health_endpoint DROP EXPRESSION;'],
    }))

  test('a column is a virtual one, which stores nothing (PostgreSQL 18)', async () => {
    if (open.database.major < 18) return
    await expectRefusalAndRepair({
      breakage: `alter table node_registrations drop column health_endpoint;
        alter table node_registrations add column health_endpoint varchar(500) generated always as ('http://' || node_id) virtual`,
      differences: [
        "column health_endpoint: expected a column of its own, found GENERATED ALWAYS AS (('http://'::text || (node_id)::text)) VIRTUAL",
      ],
      statements: [
        'ALTER TABLE public.node_registrations RENAME COLUMN health_endpoint TO health_endpoint_old;',
        'ALTER TABLE public.node_registrations ADD COLUMN health_endpoint varchar(500);',
        'UPDATE public.node_registrations SET health_endpoint = health_endpoint_old;',
      ],
    })
    const [row] = await open.sql('select health_endpoint from node_registrations')
    expect(row).toEqual({ health_endpoint: 'http://node-1' })
  })

  test('NOT NULL is NOT VALID, so that rows may hold NULL (PostgreSQL 18)', async () => {
    if (open.database.major < 18) return
    await expectRefusalAndRepair({
      breakage: `alter table node_registrations alter column metadata drop not null; update node_registrations set metadata = null;
        alter table node_registrations add constraint n not null metadata not valid`,
      differences: ['column metadata: expected NOT NULL, found NOT NULL NOT VALID'],
      statements: [
        "UPDATE public.node_registrations SET metadata = '{}'::jsonb WHERE metadata IS NULL;",
        'ALTER TABLE public.node_registrations VALIDATE CONSTRAINT n;',
      ],
    })
  })

  test('the primary key is missing', () =>
    expectRefusalAndRepair({
      breakage: 'alter table node_registrations drop constraint node_registrations_pkey',
      differences: ['constraint node_registrations_pkey: expected PRIMARY KEY (id), found nothing'],
      statements: [
        'ALTER TABLE public.node_registrations ADD CONSTRAINT node_registrations_pkey PRIMARY KEY (id);',
      ],
    }))

  test('the primary key is on another column', () =>
    expectRefusalAndRepair({
      breakage:
        'alter table node_registrations drop constraint node_registrations_pkey, add constraint node_registrations_pkey primary key (node_id)',
      differences: [
        'constraint node_registrations_pkey: expected PRIMARY KEY (id), found PRIMARY KEY (node_id)',
      ],
      statements: [
        'ALTER TABLE public.node_registrations DROP CONSTRAINT node_registrations_pkey, ADD CONSTRAINT node_registrations_pkey PRIMARY KEY (id);',
      ],
    }))

  test('the primary key has another name', () =>
    expectRefusalAndRepair({
      breakage: 'alter table node_registrations rename constraint node_registrations_pkey to pk',
      differences: ['constraint node_registrations_pkey: expected PRIMARY KEY (id), found nothing'],
      statements: ['ALTER TABLE public.node_registrations RENAME CONSTRAINT pk TO node_registrations_pkey;'],
    }))

  test('the unique constraint is missing', () =>
    expectRefusalAndRepair({
      breakage: 'alter table node_registrations drop constraint node_registrations_node_id_key',
      differences: ['constraint node_registrations_node_id_key: expected UNIQUE (node_id), found nothing'],
      statements: [
        'ALTER TABLE public.node_registrations ADD CONSTRAINT node_registrations_node_id_key UNIQUE (node_id);',
      ],
    }))

  test('the unique constraint is on more columns', () =>
    expectRefusalAndRepair({
      breakage: `alter table node_registrations drop constraint node_registrations_node_id_key,
        add constraint node_registrations_node_id_key unique (node_id, node_type)`,
      differences: [
        'constraint node_registrations_node_id_key: expected UNIQUE (node_id), found UNIQUE (node_id, node_type)',
      ],
      statements: [
        'ALTER TABLE public.node_registrations RENAME CONSTRAINT node_registrations_node_id_key TO node_registrations_node_id_key_old;',
        'ALTER TABLE public.node_registrations ADD CONSTRAINT node_registrations_node_id_key UNIQUE (node_id);',
      ],
    }))

  test('the unique constraint can be deferred, which ON CONFLICT does not accept', () =>
    expectRefusalAndRepair({
      breakage: `alter table node_registrations drop constraint node_registrations_node_id_key,
        add constraint node_registrations_node_id_key unique (node_id) deferrable`,
      differences: [
        'constraint node_registrations_node_id_key: expected UNIQUE (node_id), found UNIQUE (node_id) DEFERRABLE',
      ],
      statements: [
        'ALTER TABLE public.node_registrations DROP CONSTRAINT node_registrations_node_id_key, ADD CONSTRAINT node_registrations_node_id_key UNIQUE (node_id);',
      ],
    }))

  test('a check has the name of the unique constraint', () =>
    expectRefusalAndRepair({
      breakage: `alter table node_registrations drop constraint node_registrations_node_id_key,
        add constraint node_registrations_node_id_key check (node_id <> '')`,
      differences: [
        'constraint node_registrations_node_id_key: expected UNIQUE (node_id), found CHECK (node_id)',
      ],
      statements: [
        'ALTER TABLE public.node_registrations RENAME CONSTRAINT node_registrations_node_id_key TO node_registrations_node_id_key_old;',
        'ALTER TABLE public.node_registrations ADD CONSTRAINT node_registrations_node_id_key UNIQUE (node_id);',
      ],
    }))

  test('a unique index stands where the unique constraint should', () =>
    expectRefusalAndRepair({
      breakage: `alter table node_registrations drop constraint node_registrations_node_id_key;
        create unique index node_registrations_node_id_key on node_registrations (node_id)`,
      differences: [
        'constraint node_registrations_node_id_key: expected UNIQUE (node_id), found index of this table',
      ],
      statements: [
        'ALTER TABLE public.node_registrations ADD CONSTRAINT node_registrations_node_id_key UNIQUE USING INDEX node_registrations_node_id_key;',
      ],
    }))

  test('a sequence has the name of the primary key', () =>
    expectRefusalAndRepair({
      breakage: `alter table node_registrations drop constraint node_registrations_pkey; create sequence node_registrations_pkey`,
      differences: ['constraint node_registrations_pkey: expected PRIMARY KEY (id), found sequence'],
      statements: [
        'ALTER SEQUENCE public.node_registrations_pkey RENAME TO node_registrations_pkey_old;',
        'ALTER TABLE public.node_registrations ADD CONSTRAINT node_registrations_pkey PRIMARY KEY (id);',
      ],
    }))

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

describe('what makes a printed statement fail is named beside it:', () => {
  beforeEach(up)

  test('a view, a policy, a trigger and a generated column that use the column', async () => {
    await open.sql(`alter table node_registrations drop constraint node_registrations_node_id_key, alter column node_id type text;
      alter table node_registrations add constraint node_registrations_node_id_key unique (node_id), add upper_id text generated always as (upper(node_id)) stored;
      create view v as select node_id from node_registrations; create view unrelated as select metadata from node_registrations;
      create policy p on node_registrations using (node_id <> '');
      create function f() returns trigger language plpgsql as 'begin return new; end';
      create trigger t before update of node_id on node_registrations for each row execute function f();
      create table child (node_id text references node_registrations (node_id))`)
    const error = await failureOf(up())
    const { repair } = error.details as TableMismatchDetails
    expect(repair.inTheWay).toEqual([
      'generated column public.node_registrations.upper_id',
      'policy p on public.node_registrations',
      'table constraint child_node_id_fkey on public.child',
      'trigger t on public.node_registrations',
      'view public.v',
    ])
    expect(error.hint).toContain('     - view public.v')
  })

  test('a foreign key that refers to the key', async () => {
    await open.sql(`alter table node_registrations drop constraint node_registrations_node_id_key,
        add constraint node_registrations_node_id_key unique (node_id) include (node_type);
      create table child (node_id varchar(255) references node_registrations (node_id))`)
    const error = await failureOf(up())
    const { repair } = error.details as TableMismatchDetails
    expect(repair.inTheWay).toEqual(['table constraint child_node_id_fkey on public.child'])
  })
})

describe('what is accepted as it is:', () => {
  beforeEach(up)

  test.each([
    ['more columns', "alter table node_registrations add column region text not null default 'eu'"],
    ['more indexes', 'create index another on node_registrations (node_type, updated_at)'],
    [
      'more constraints',
      "alter table node_registrations add constraint c check (node_id <> ''), add constraint u unique (id, node_id)",
    ],
    [
      'columns in another order',
      "alter table node_registrations drop column metadata; alter table node_registrations add column metadata jsonb not null default '{}'; create index idx_node_registrations_metadata_gin on node_registrations using gin (metadata)",
    ],
    [
      'CURRENT_TIMESTAMP for now()',
      'alter table node_registrations alter column updated_at set default current_timestamp',
    ],
    [
      'row security, triggers, comments, storage settings',
      "alter table node_registrations enable row level security, set (fillfactor = 80); comment on table node_registrations is 'ours'",
    ],
    [
      'varchar_ops, another name of text_ops',
      'drop index idx_node_registrations_node_id; create index idx_node_registrations_node_id on node_registrations (node_id varchar_ops)',
    ],
    [
      'gen_random_uuid() of the extension pgcrypto',
      'create schema crypto; create extension pgcrypto schema crypto; alter table node_registrations alter column id set default crypto.gen_random_uuid()',
    ],
  ])('%s', async (_, change) => {
    await open.sql(change)
    const before = await fetchInventory(open.pool)
    await up()
    expect(await fetchInventory(open.pool)).toEqual(before)
    await open.sql('drop schema if exists crypto cascade')
  })
})
