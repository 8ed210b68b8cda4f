import { createTestDatabase, type TestDatabase } from '@omni/test-postgres'
import fc from 'fast-check'
import type { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { defineEnum } from '../define-enum.ts'
import { followRemedies } from '../testing/follow-remedies.ts'
import { resetSchemas } from '../testing/reset-schemas.ts'

let database: TestDatabase
let client: Client
beforeAll(async () => {
  database = await createTestDatabase()
  client = await database.client()
})
afterAll(() => database.drop())

const abc = defineEnum({ schema: 'public', name: 'e', values: ['a', 'b', 'c'] })

interface Use {
  /** `#` stands for a number of its own, so that a use can be made more than once. */
  readonly sql: string
  /** Puts a row with the label that has to go there. */
  readonly row: string
  /** Whether it is in the way of a rebuild; `rows`, only where it has the row. */
  readonly isObstacle: boolean | 'rows'
}

const use = (sql: string, row = "insert into t# (k) values ('x')"): Use => ({ sql, row, isObstacle: false })
const obstacle = (sql: string, row?: string): Use => ({ ...use(sql, row), isObstacle: true })

const USES: readonly Use[] = [
  use('create table t# (k e)'),
  use("create table t# (k e not null default 'x', l e default 'b')"),
  use("create table t# (k e[] default '{a,x}')", "insert into t# values ('{x,b}')"),
  use('create table t# (k e unique); create index on t# (k) where k is not null'),
  use(
    "create table t# (id int default 1, k e default 'c') partition by range (id); create table p# partition of t# default",
  ),
  use(
    "create table t# (k e); create table c# (k e default 'b') inherits (t#)",
    "insert into c# values ('x')",
  ),
  use('create table t# (k e, l e, check (k = l), check (k is not null))'),
  use(
    "create table t# (id int, k e); create statistics st# on id, k from t#; comment on column t#.k is 'it is'",
  ),
  use('create table t# (k e); create sequence s# owned by t#.k'),
  use('create unlogged table t# (k e); create view v# as select t# from t#'),
  {
    ...use('create table t# (k e); create rule r# as on update to t# do instead nothing'),
    isObstacle: 'rows',
  },
  obstacle('create table t# (k e) partition by list (k); create table p# partition of t# default'),
  obstacle(
    'create table f# (k e primary key); create table t# (k e references f#)',
    "insert into f# values ('x'); insert into t# values ('x')",
  ),
  obstacle('create table t# (k e); create view v# as select k from t#'),
  obstacle("create table t# (k e check (k <> 'b'))"),
  obstacle("create table t# (id int, k e); create index on t# (id) where k = 'a'"),
  obstacle('create domain d# as e; create table t# (k d#)'),
  obstacle('create type ct# as (k e); create table t# of ct#'),
  obstacle(
    "create table t# (n int, k e generated always as (case n when 1 then 'x'::e end) stored)",
    'insert into t# (n) values (1)',
  ),
  obstacle('create table t# (k e); create table u# (r t#)'),
  obstacle("create table t# (k e); create policy p# on t# using (k = 'a')"),
  obstacle('create table p# (k e); create table q# (k e); create table t# () inherits (p#, q#)'),
  obstacle("create table t# (k e); create function f#(e) returns e language sql as 'select null::e'"),
  obstacle('create temp table t# (k e)'),
  obstacle("create table t# (k e default lower('A')::e)"),
]

const uses = fc.array(fc.record({ use: fc.constantFrom(...USES), hasRow: fc.boolean() }), { maxLength: 5 })

test('whatever uses the type, what is printed runs; and it repairs the enum unless something is named as in the way', async () => {
  await fc.assert(
    fc.asyncProperty(uses, async (chosen) => {
      await resetSchemas(client)
      await client.query(
        "discard temp; create type e as enum ('x', 'a', 'b', 'c'); comment on type e is 'kept'",
      )
      for (const [index, { use, hasRow }] of chosen.entries()) {
        const numbered = (sql: string) => sql.replaceAll('#', `${index}`)
        await client.query(numbered(use.sql))
        if (hasRow) await client.query(numbered(use.row))
      }
      const { details, isRepaired, changes } = await followRemedies(client, abc, { choose: "'a'" })
      const isInTheWay = chosen.some(({ use, hasRow }) =>
        use.isObstacle === 'rows' ? hasRow : use.isObstacle,
      )
      expect({ isRepaired, isNamed: (details.repair?.rebuild?.obstacles.length ?? 0) > 0 }).toEqual({
        isRepaired: !isInTheWay,
        isNamed: isInTheWay,
      })
      const unexpected = changes.filter(
        (change) => !/^[-+] row |^type public\.e labels: |^column public\.t\d\.k default: .*x/.test(change),
      )
      expect(unexpected).toEqual([])
    }),
    { numRuns: 40 },
  )
})
