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

  test('names a foreign key that refers to the key', async () => {
    await open.sql(`alter table node_registrations drop constraint node_registrations_node_id_key,
        add constraint node_registrations_node_id_key unique (node_id) include (node_type);
      create table child (node_id varchar(255) references node_registrations (node_id))`)
    const error = await failureOf(up())
    const { repair } = error.details as TableMismatchDetails
    expect(repair.inTheWay).toEqual(['table constraint child_node_id_fkey on public.child'])
  })
})
