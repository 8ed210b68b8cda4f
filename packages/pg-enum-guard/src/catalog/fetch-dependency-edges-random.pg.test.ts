import { createTestDatabase, type TestDatabase } from '@omni/test-postgres'
import fc from 'fast-check'
import type { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { compareWithDrop, createDropRecorder } from '../testing/record-drop.ts'

let database: TestDatabase
let client: Client

beforeAll(async () => {
  database = await createTestDatabase()
  client = await database.client()
  await createDropRecorder(client)
  await client.query(`create schema k; set search_path = k; create type e as enum ('a', 'b', 'c')`)
})
afterAll(() => database.drop())

interface Step {
  readonly action: number
  readonly first: number
  readonly second: number
}

/** What a graph has so far; later steps build on it. */
interface Graph {
  readonly types: string[]
  readonly relations: string[]
  /** Pairs of a table and one of its columns. */
  readonly columns: [string, string][]
}

type Action = (graph: Graph, number: number, pick: (from: readonly string[]) => string) => string

const ACTIONS: readonly Action[] = [
  ({ types }, n, pick) => {
    const sql = `create domain d${n} as ${pick(types)}`
    types.push(`d${n}`)
    return sql
  },
  ({ types }, n, pick) => {
    const sql = `create type ct${n} as (x int, s ${pick(types)})`
    types.push(`ct${n}`)
    return sql
  },
  ({ types }, _, pick) => {
    types.push(`${pick(types).replace('[]', '')}[]`)
    return 'select 1'
  },
  ({ types }, n, pick) => {
    const sql = `create type rng${n} as range (subtype = ${pick(types)})`
    types.push(`rng${n}`)
    return sql
  },
  ({ types, relations, columns }, n, pick) => {
    relations.push(`t${n}`)
    columns.push([`t${n}`, 's'], [`t${n}`, 'u'])
    const sql = `create table t${n}(id int, s ${pick(types)}, u ${pick(types.toReversed())} not null)`
    types.push(`t${n}`)
    return sql
  },
  ({ relations }, n, pick) => {
    const sql = `create table c${n}(y int) inherits (${pick(relations)})`
    relations.push(`c${n}`)
    return sql
  },
  ({ types, relations }, n, pick) => {
    relations.push(`p${n}`)
    return `create table p${n}(id int, s e, u ${pick(types)}) partition by list (${n % 2 ? 's' : 'id'});
      create table p${n}a partition of p${n} default; create index on p${n}(s)`
  },
  ({ relations }, n, pick) => {
    const sql = `create view v${n} as select * from ${pick(relations)}`
    relations.push(`v${n}`)
    return sql
  },
  ({ relations }, n, pick) => {
    const sql = `create materialized view m${n} as select 1 as one, r as r from ${pick(relations)} r`
    relations.push(`m${n}`)
    return sql
  },
  ({ relations }, n, pick) => {
    const sql = `create view w${n} as select a.id from ${pick(relations)} a where a.s::text = 'a'`
    relations.push(`w${n}`)
    return sql
  },
  ({ types }, n, pick) =>
    `create function f${n}(x ${pick(types)}) returns ${pick(types.toReversed())} language sql as 'select null'`,
  ({ relations }, n, pick) =>
    `create function f${n}(x ${pick(relations)}) returns int language sql as 'select 1'`,
  ({ relations }, n, pick) =>
    `create function f${n}() returns bigint language sql begin atomic select count(r.s) from ${pick(relations)} r; end`,
  ({ columns }, n, pick) =>
    `alter table ${pick(columns.map(([table]) => table))} add constraint k${n} check (s::text <> 'zz')`,
  ({ columns }, n, pick) =>
    `alter table ${pick(columns.map(([table]) => table))} add constraint k${n} check (s = s)`,
  ({ columns }, n, pick) =>
    `alter table ${pick(columns.map(([table]) => table))} add column g${n} bool generated always as (s = s) stored`,
  ({ columns }, n, pick) =>
    `alter table ${pick(columns.map(([table]) => table))} add column g${n} e generated always as (case when id > 0 then 'a'::e end) stored`,
  ({ columns }, n, pick) =>
    `alter table ${pick(columns.map(([table]) => table))} add column h${n} text default ('a'::e)::text`,
  ({ columns }, _, pick) =>
    `create index on ${pick(columns.map(([table]) => table))} (id, s) where s is not null`,
  ({ columns }, _, pick) => `alter table ${pick(columns.map(([table]) => table))} add unique (id, s)`,
  ({ columns }, n, pick) =>
    `create policy pol${n} on ${pick(columns.map(([table]) => table))} using (s::text = 'a')`,
  ({ columns }, n, pick) => `create statistics st${n} on id, s from ${pick(columns.map(([table]) => table))}`,
  ({ columns }, _, pick) => `alter table ${pick(columns.map(([table]) => table))} drop column u`,
  ({ relations }, n, pick) =>
    `create rule r${n} as on update to ${pick(relations)} where new.s is null do instead nothing`,
]

/** Builds a graph; a statement that makes no sense at its place fails and is left out. */
async function build(steps: readonly Step[]): Promise<string[]> {
  const graph: Graph = { types: ['e', 'e', 'e[]'], relations: [], columns: [] }
  const done: string[] = []
  for (const [number, { action, first, second }] of steps.entries()) {
    const numbers = [first, second]
    const pick = (from: readonly string[]) =>
      from[(numbers.shift() ?? 0) % Math.max(from.length, 1)] ?? 'nothing'
    const sql = ACTIONS[action]?.(graph, number, pick) ?? ''
    await client.query('savepoint step')
    try {
      await client.query(sql)
      done.push(sql)
    } catch {
      await client.query('rollback to savepoint step')
    }
  }
  return done
}

test('what DROP TYPE … CASCADE drops is what was said before, with random graphs of objects', async () => {
  const step = fc.record({
    action: fc.nat({ max: ACTIONS.length - 1 }),
    first: fc.nat({ max: 30 }),
    second: fc.nat({ max: 30 }),
  })
  let objects = 0
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40, size: 'max' }), async (steps) => {
      await client.query('begin')
      try {
        const done = await build(steps)
        const { missed, extra, dropped } = await compareWithDrop(client, { schema: 'k', name: 'e' })
        objects += dropped
        expect({ done, missed, extra }).toEqual({ done, missed: [], extra: [] })
      } finally {
        await client.query('rollback')
      }
    }),
    { numRuns: 100, endOnFailure: true },
  )
  expect(objects).toBeGreaterThan(1_000)
})
