import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { expectTableRefusal, type TableRefusal } from '../../test/expect-table-refusal.ts'
import { type OpenDatabase, openDatabase } from '../../test/open-database.ts'
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
})
