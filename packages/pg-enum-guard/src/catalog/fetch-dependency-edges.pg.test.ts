import { createTestDatabase, type TestDatabase } from '@omni/test-postgres'
import type { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { checkEnumDependencies, dropEnumSafe } from '../index.ts'
import { DEPENDENT_KINDS, statementsOf } from '../testing/dependent-kinds.ts'
import { compareWithDrop, createDropRecorder } from '../testing/record-drop.ts'

const KINDS = DEPENDENT_KINDS.filter(({ since = 14 }) => since <= inject('testServer').major)

let database: TestDatabase
let client: Client

beforeAll(async () => {
  database = await createTestDatabase()
  client = await database.client()
  await createDropRecorder(client)
  await client.query(`
    create schema k;
    set search_path = k;
    create type e as enum ('a', 'b', 'c');
    create type e2 as enum ('a', 'b', 'c');
  `)
})
afterAll(() => database.drop())

describe('what DROP TYPE … CASCADE drops is what was said before', () => {
  test.each(KINDS)('with a $kind', async (kind) => {
    await client.query('begin')
    try {
      await client.query(statementsOf(kind, 1))
      const { missed, extra } = await compareWithDrop(client, { schema: 'k', name: 'e' })
      expect({ missed, extra }).toEqual({ missed: [], extra: [] })
    } finally {
      await client.query('rollback')
    }
  })

  test('with all of them at once', async () => {
    await client.query('begin')
    for (const [index, kind] of KINDS.entries()) await client.query(statementsOf(kind, index + 1))
    const { missed, extra, dropped } = await compareWithDrop(client, { schema: 'k', name: 'e' })
    expect({ missed, extra }).toEqual({ missed: [], extra: [] })
    expect(dropped).toBeGreaterThan(250)
    await client.query('rollback')
  })
})

test('dependents whose schema was dropped while they were created are said, and do not crash the server', async () => {
  await client.query(`create schema gone; create type public.kept as enum ('a', 'b')`)
  const creator = await database.client()
  await creator.query(`
    begin;
    create function gone.f(public.kept) returns int language sql as 'select 1';
    create domain gone.d as public.kept check (value <> 'a');
    create type gone.r as range (subtype = public.kept);
    create function gone.same(public.kept, public.kept) returns bool language sql as 'select true';
    create operator gone.=== (leftarg = public.kept, rightarg = public.kept, function = gone.same);
  `)
  await client.query(`set lock_timeout = '1s'`)
  // A server that takes locks on schemas refuses; then there is nothing special about the dependents.
  const isOrphaned = await client.query('drop schema gone').then(
    () => true,
    () => false,
  )
  await creator.query('commit')
  const dependents = await checkEnumDependencies(client, { schema: 'public', name: 'kept' })
  const kinds = new Set(dependents.map(({ kind }) => kind))
  expect(kinds).toEqual(
    new Set(isOrphaned ? ['object of a dropped schema'] : ['function', 'domain', 'range type', 'operator']),
  )
  if (isOrphaned) {
    expect(dependents.map(({ identity }) => identity.replace(/\d+$/, 'N')).toSorted()).toEqual([
      'pg_constraint N',
      'pg_operator N',
      'pg_proc N',
      'pg_proc N',
      'pg_type N',
      'pg_type N',
    ])
  }
  await expect(dropEnumSafe(client, { schema: 'public', name: 'kept' })).rejects.toMatchObject({
    code: 'ENUM_IN_USE',
  })
})
