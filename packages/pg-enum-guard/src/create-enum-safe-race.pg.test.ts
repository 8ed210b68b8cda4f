import { createTestDatabase, type TestDatabase } from '@omni/test-postgres'
import type { Client } from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createEnumSafe, defineEnum, isOmniError } from './index.ts'
import { waitUntilBlocked } from './testing/wait-until-blocked.ts'

const CONNECTIONS = 23
const ISOLATION_LEVELS = ['read committed', 'repeatable read', 'serializable']
const definition = defineEnum({ schema: 'race', name: 'raced', values: ['a', 'b', 'c'] })

let database: TestDatabase
let observer: Client
let clients: Client[]

beforeAll(async () => {
  database = await createTestDatabase()
  observer = await database.client()
  await observer.query('create table work (worker int)')
  clients = await Promise.all(Array.from({ length: CONNECTIONS }, () => database.client()))
})
afterAll(() => database.drop())

beforeEach(async () => {
  for (const client of clients) await client.query('rollback')
  await observer.query(`
    truncate work;
    drop schema if exists race cascade;
    create schema race;
  `)
})

function count<Item>(items: readonly Item[], item: Item): number {
  return items.filter((other) => other === item).length
}

async function codeOf(promise: Promise<unknown>): Promise<string> {
  try {
    return String(await promise)
  } catch (error) {
    if (isOmniError(error)) return error.code
    throw error
  }
}

async function workers(): Promise<number[]> {
  const { rows } = await observer.query('select worker from work order by worker')
  return rows.map((row) => row.worker)
}

test('outside a transaction exactly one of 23 connections creates it, the others find it', async () => {
  for (let round = 0; round < 20; round += 1) {
    const outcomes = await Promise.all(clients.map((client) => createEnumSafe(client, definition)))
    expect([count(outcomes, 'created'), count(outcomes, 'exists')]).toEqual([1, CONNECTIONS - 1])
    await observer.query('drop type race.raced')
  }
})

test('of 23 connections that want other labels, those whose labels lost the race are told so', async () => {
  for (let round = 0; round < 10; round += 1) {
    const outcomes = await Promise.all(
      clients.map((client, index) =>
        codeOf(createEnumSafe(client, index % 2 === 0 ? definition : { ...definition, values: ['x'] })),
      ),
    )
    expect(count(outcomes, 'created')).toBe(1)
    const { rows } = await observer.query(`select pg_catalog.enum_range(null::race.raced)::text as labels`)
    const [same, other] = rows[0].labels === '{x}' ? [11, 12] : [12, 11]
    expect([count(outcomes, 'exists'), count(outcomes, 'ENUM_VALUES_MISMATCH')]).toEqual([same - 1, other])
    await observer.query('drop type race.raced')
  }
})

describe.each(ISOLATION_LEVELS)('inside transactions at %s', (isolation) => {
  // The snapshot is taken before anybody creates the enum.
  async function begin(client: Client, worker: number): Promise<void> {
    await client.query(`begin isolation level ${isolation}`)
    await client.query('insert into work values ($1)', [worker])
  }

  test('exactly one of 23 creates it, and the work of all is committed', async () => {
    for (let round = 0; round < 5; round += 1) {
      await Promise.all(clients.map(begin))
      const outcomes = await Promise.all(
        clients.map(async (client) => {
          const outcome = await createEnumSafe(client, definition)
          await client.query('commit')
          return outcome
        }),
      )
      expect([count(outcomes, 'created'), count(outcomes, 'exists')]).toEqual([1, CONNECTIONS - 1])
      expect(await workers()).toEqual(clients.map((_, worker) => worker))
      await observer.query('drop type race.raced; truncate work')
    }
  })

  /** Lets one session hold the name and commit while another waits to create the enum; returns how the other fared. */
  async function lose(winning: string, options = {}): Promise<{ outcome: string; error: unknown }> {
    const [winner, loser] = clients as [Client, Client]
    await begin(loser, 7)
    await winner.query(`begin; ${winning}`)
    const racing = createEnumSafe(loser, definition, options).then(
      (outcome) => ({ outcome: outcome as string, error: null }),
      (error: unknown) => ({ outcome: isOmniError(error) ? error.code : String(error), error }),
    )
    await waitUntilBlocked(observer, loser)
    await winner.query('commit')
    const result = await racing
    await loser.query('insert into work values (8)')
    await loser.query('commit')
    expect(await workers()).toEqual([7, 8])
    return result
  }

  test('a lost race finds the enum that won, and the transaction goes on', async () => {
    expect((await lose(`create type race.raced as enum ('c', 'a', 'b')`)).outcome).toBe('exists')
  })

  test('the order of the labels that won counts where it was asked for', async () => {
    expect((await lose(`create type race.raced as enum ('a', 'b', 'c')`, { mode: 'ordered' })).outcome).toBe(
      'exists',
    )
    await observer.query('drop type race.raced; truncate work')
    const { outcome, error } = await lose(`create type race.raced as enum ('c', 'a', 'b')`, {
      mode: 'ordered',
    })
    expect(outcome).toBe('ENUM_VALUES_MISMATCH')
    expect(error).toMatchObject({ details: { actual: ['c', 'a', 'b'], orderDiffers: true } })
  })

  test('other labels that won are a mismatch, and the transaction goes on', async () => {
    const { outcome, error } = await lose(`create type race.raced as enum ('a', '{x,"\\', '')`)
    expect(outcome).toBe('ENUM_VALUES_MISMATCH')
    expect(error).toMatchObject({
      details: { actual: ['a', '{x,"\\', ''], missing: ['b', 'c'], extra: ['{x,"\\', ''] },
    })
  })

  test('no labels at all that won are a mismatch, and the transaction goes on', async () => {
    const { outcome, error } = await lose('create type race.raced as enum ()')
    expect(outcome).toBe('ENUM_VALUES_MISMATCH')
    expect(error).toMatchObject({ details: { actual: [], missing: ['a', 'b', 'c'] } })
  })

  test.each([
    ['table', 'create table race.raced (a int)'],
    ['view', 'create view race.raced as select 1 as a'],
    ['composite type', 'create type race.raced as (a int)'],
    ['domain', 'create domain race.raced as text'],
    ['range type', 'create type race.raced as range (subtype = text)'],
    ['domain', `create type race.other as enum ('a', 'b', 'c'); create domain race.raced as race.other`],
    ['domain', `create type race.other as enum ('a', 'b', 'c'); create domain race.raced as race.other[]`],
  ])('a %s that won is a typed refusal, and the transaction goes on: %s', async (kind, sql) => {
    const { outcome, error } = await lose(sql)
    if (isolation === 'read committed') {
      expect(outcome).toBe('ENUM_NAME_TAKEN')
      expect(error).toMatchObject({ details: { holder: { kind, identity: 'race.raced' } } })
    } else {
      expect(outcome).toBe('ENUM_CHANGED_CONCURRENTLY')
    }
  })

  test('a winner that rolls back leaves the creation to the other', async () => {
    const [winner, loser] = clients as [Client, Client]
    await winner.query(`begin; create type race.raced as enum ('x')`)
    await begin(loser, 7)
    const racing = createEnumSafe(loser, definition)
    await waitUntilBlocked(observer, loser)
    await winner.query('rollback')
    expect(await racing).toBe('created')
    await loser.query('commit')
    expect(await workers()).toEqual([7])
  })

  test('a shell type that two complete at once is an enum once', async () => {
    await observer.query('create type race.raced')
    const [winner, loser] = clients as [Client, Client]
    await begin(winner, 1)
    await begin(loser, 2)
    expect(await createEnumSafe(winner, definition)).toBe('created')
    const racing = codeOf(createEnumSafe(loser, definition))
    await waitUntilBlocked(observer, loser)
    await winner.query('commit')
    expect(await racing).toBe('exists')
    await loser.query('commit')
    expect(await workers()).toEqual([1, 2])
  })
})

test('a shell type that 23 complete at once is an enum once', async () => {
  for (let round = 0; round < 10; round += 1) {
    await observer.query('create type race.raced')
    const outcomes = await Promise.all(clients.map((client) => codeOf(createEnumSafe(client, definition))))
    expect([count(outcomes, 'created'), count(outcomes, 'exists')]).toEqual([1, CONNECTIONS - 1])
    await observer.query('drop type race.raced')
  }
})

/** Lets sessions run statements at random, again and again, while twelve others create the enum; returns what those got. */
async function besideTrouble(statements: readonly string[]): Promise<string[]> {
  const [troublemaker, second, ...others] = clients as [Client, Client, ...Client[]]
  let isOver = false
  const makeTrouble = async (client: Client) => {
    while (!isOver) {
      const statement = statements[Math.floor(Math.random() * statements.length)] ?? ''
      await client.query(statement).catch(() => {})
    }
  }
  const trouble = [makeTrouble(troublemaker), makeTrouble(second)]
  const seen = new Set<string>()
  const call = async (client: Client, index: number) => {
    const isolation = ISOLATION_LEVELS[index % 4]
    for (let round = 0; round < 40; round += 1) {
      if (isolation !== undefined) {
        await client.query(`begin isolation level ${isolation}`)
        await client.query('insert into work values (1)')
      }
      seen.add(await codeOf(createEnumSafe(client, definition)))
      if (isolation !== undefined) await client.query(round % 2 === 0 ? 'commit' : 'rollback')
    }
  }
  try {
    await Promise.all(others.slice(0, 12).map(call))
  } finally {
    isOver = true
    await Promise.all(trouble)
  }
  return [...seen]
}

test('beside sessions that create and drop whatever has the name, the outcomes are few and typed', async () => {
  const seen = await besideTrouble([
    `create type race.raced as enum ('a', 'b', 'c')`,
    `create type race.raced as enum ('a', 'wrong')`,
    'create type race.raced as enum ()',
    'create domain race.raced as text',
    'create type race.raced as (x int)',
    'create table race.raced (x int)',
    'create type race.raced',
    'drop type if exists race.raced cascade',
    'drop type if exists race.raced cascade',
    'drop type if exists race.raced cascade',
    'drop table if exists race.raced cascade',
  ])
  const known = ['created', 'exists', 'ENUM_VALUES_MISMATCH', 'ENUM_NAME_TAKEN', 'ENUM_CHANGED_CONCURRENTLY']
  expect(known).toEqual(expect.arrayContaining(seen))
  expect(seen).toEqual(expect.arrayContaining(['created', 'exists', 'ENUM_VALUES_MISMATCH']))
})

test('beside sessions that drop the schema and create it again, the outcomes are few and typed', async () => {
  const seen = await besideTrouble([
    'drop schema race cascade',
    'create schema if not exists race',
    'create schema if not exists race',
    'create type race.raced',
    `create type race.raced as enum ('a', 'b', 'c')`,
  ])
  expect(['created', 'exists', 'SCHEMA_NOT_FOUND', 'ENUM_CHANGED_CONCURRENTLY']).toEqual(
    expect.arrayContaining(seen),
  )
})
