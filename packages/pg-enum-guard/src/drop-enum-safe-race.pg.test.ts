import { setTimeout as delay } from 'node:timers/promises'
import { createTestDatabase, type TestDatabase } from '@omni/test-postgres'
import type { Client } from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createEnumSafe, dropEnumSafe, isOmniError } from './index.ts'

const ref = { schema: 'race', name: 'raced' }

let database: TestDatabase
let observer: Client
let clients: Client[]

beforeAll(async () => {
  database = await createTestDatabase()
  observer = await database.client()
  clients = await Promise.all(Array.from({ length: 12 }, () => database.client()))
})
afterAll(() => database.drop())

beforeEach(async () => {
  for (const client of clients) await client.query('rollback')
  await observer.query('drop schema if exists race cascade; create schema race')
})

async function codeOf(promise: Promise<unknown>): Promise<string> {
  try {
    return String(await promise)
  } catch (error) {
    if (isOmniError(error)) return error.code
    throw error
  }
}

/** Objects that are left without the type that they were made with. */
async function orphans(): Promise<string[]> {
  const { rows } = await observer.query(`
    select 'column ' || attrelid::regclass || '.' || attname as orphan from pg_attribute a
    where attnum > 0 and not attisdropped and not exists (select from pg_type t where t.oid = a.atttypid)
    union all
    select 'function ' || proname from pg_proc p
    where exists (select from unnest(p.proargtypes) a where not exists (select from pg_type t where t.oid = a))
    union all
    select 'domain ' || typname from pg_type d
    where typtype = 'd' and not exists (select from pg_type t where t.oid = d.typbasetype)
    union all
    select 'label ' || enumlabel from pg_enum e where not exists (select from pg_type t where t.oid = e.enumtypid)
  `)
  return rows.map((row) => row.orphan)
}

async function enums(): Promise<string[]> {
  const { rows } = await observer.query(`
    select typname from pg_type where typnamespace = 'race'::regnamespace and typtype = 'e' order by typname
  `)
  return rows.map((row) => row.typname)
}

const CREATIONS = [
  (name: string) => `create table race.t${name} (c race.raced)`,
  (name: string) => `create table race.t${name} (c race.raced[])`,
  (name: string) => `create function race.f${name}(race.raced) returns int language sql as 'select 1'`,
  (name: string) => `create domain race.d${name} as race.raced`,
]

test.each([
  ['outside a transaction', false],
  ['inside a transaction that commits at once', true],
])('no object is left without its type, whatever else is being created: %s', async (_, isInside) => {
  const [dropper, ...creators] = clients as [Client, ...Client[]]
  const seen = new Set<string>()
  for (let round = 0; round < 25; round += 1) {
    await observer.query(`create type race.raced as enum ('a', 'b')`)
    const creating = creators.slice(0, 4).map(async (creator, index) => {
      await delay(Math.random() * 20)
      await creator.query('begin')
      try {
        await creator.query(CREATIONS[index]?.(`${round}_${index}`) ?? '')
        await delay(Math.random() * 60)
        await creator.query(Math.random() < 0.3 ? 'commit' : 'rollback')
      } catch {
        await creator.query('rollback')
      }
    })
    await delay(Math.random() * 20)
    if (isInside) await dropper.query('begin')
    seen.add(await codeOf(dropEnumSafe(dropper, ref)))
    if (isInside) await dropper.query('commit')
    await Promise.all(creating)
    expect(await orphans()).toEqual([])
    await observer.query('drop schema race cascade; create schema race')
  }
  expect([...seen].toSorted()).toEqual(['ENUM_IN_USE', 'dropped'])
})

test('of twelve that drop it at once one does, the others find it absent', async () => {
  for (let round = 0; round < 10; round += 1) {
    await observer.query(`create type race.raced as enum ('a', 'b')`)
    const outcomes = await Promise.all(clients.map((client) => codeOf(dropEnumSafe(client, ref))))
    expect(outcomes.toSorted()).toEqual([...Array.from({ length: 11 }, () => 'absent'), 'dropped'])
    expect(await enums()).toEqual([])
  }
})

test('of twelve that want to drop it while it is in use none does, and it keeps its name', async () => {
  await observer.query(`create type race.raced as enum ('a', 'b'); create table race.t (c race.raced)`)
  const outcomes = await Promise.all(clients.map((client) => codeOf(dropEnumSafe(client, ref))))
  expect(new Set(outcomes)).toEqual(new Set(['ENUM_IN_USE']))
  expect(await enums()).toEqual(['raced'])
})

test('of twelve that are blocked each is told so, and it has its name back', async () => {
  const [blocker, ...droppers] = clients as [Client, ...Client[]]
  await observer.query(`create type race.raced as enum ('a', 'b')`)
  await blocker.query('begin; create table race.t (c race.raced)')
  const outcomes = await Promise.all(
    droppers.map((client) => codeOf(dropEnumSafe(client, ref, { waitMs: 300 }))),
  )
  expect(outcomes.filter((outcome) => outcome === 'DROP_BLOCKED').length).toBeGreaterThan(0)
  expect(['DROP_BLOCKED', 'ENUM_CHANGED_CONCURRENTLY', 'absent']).toEqual(
    expect.arrayContaining([...new Set(outcomes)]),
  )
  expect(await enums()).toEqual(['raced'])
  await blocker.query('rollback')
  expect(await dropEnumSafe(blocker, ref)).toBe('dropped')
})

test('beside others that create it the outcomes are few and typed, and nothing is left behind', async () => {
  const definition = { ...ref, values: ['a', 'b'] }
  const seen = new Set<string>()
  await Promise.all(
    clients.map(async (client, index) => {
      for (let round = 0; round < 25; round += 1) {
        const isInside = index % 3 === 0
        if (isInside) await client.query('begin')
        seen.add(
          await codeOf(index % 2 === 0 ? createEnumSafe(client, definition) : dropEnumSafe(client, ref)),
        )
        if (isInside) await client.query(round % 2 === 0 ? 'commit' : 'rollback')
      }
    }),
  )
  const known = ['created', 'exists', 'dropped', 'absent', 'DROP_BLOCKED', 'ENUM_CHANGED_CONCURRENTLY']
  expect(known).toEqual(expect.arrayContaining([...seen]))
  await dropEnumSafe(observer, ref)
  expect(await enums()).toEqual([])
  expect(await orphans()).toEqual([])
})
