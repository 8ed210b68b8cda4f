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

describe('a table that differs is refused, left alone, and repaired by what the error prints:', () => {
  beforeEach(async () => {
    await up()
    await open.sql("insert into node_registrations (node_id, node_type) values ('node-1', 'effect')")
  })

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
})
