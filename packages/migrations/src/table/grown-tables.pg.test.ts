import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { fetchInventory } from '../../test/fetch-inventory.ts'
import { type OpenDatabase, openDatabase } from '../../test/open-database.ts'
import { nodeRegistrations004 } from '../migrations/004-20251003-node-registrations.ts'

let open: OpenDatabase
beforeAll(async () => {
  open = await openDatabase()
})
beforeEach(() => open.clear())
afterAll(() => open.close())

const up = () => nodeRegistrations004.up(open.db, open.context())

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
