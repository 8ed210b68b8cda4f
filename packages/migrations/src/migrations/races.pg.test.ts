import { setTimeout as delay } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { kyselyOn, kyselyWithPause } from '../../test/kysely-on.ts'
import { failureOf, type OpenDatabase, openDatabase } from '../../test/open-database.ts'
import { renderCreateTable } from '../repair/render-create-table.ts'
import { nodeRegistrations004 } from './004-20251003-node-registrations.ts'
import { nodeRegistrationsTable004 } from './004-20251003-node-registrations-table.ts'

let open: OpenDatabase
beforeAll(async () => {
  open = await openDatabase()
})
beforeEach(() => open.clear())
afterAll(() => open.close())

const up = () => nodeRegistrations004.up(open.db, open.context())
const check = async () => nodeRegistrations004.check?.(open.db, open.context())

/** Connections of their own, as processes have. */
const connect = async (count: number) =>
  Promise.all(Array.from({ length: count }, async () => kyselyOn(await open.database.client())))

const fetchAdvisoryLocks = () => open.sql("select pid from pg_locks where locktype = 'advisory'")

describe('many at once, without a migrator and its lock:', () => {
  test('of twenty that call up(), one creates and all succeed', async () => {
    const callers = await connect(20)
    await Promise.all(callers.map((db) => nodeRegistrations004.up(db, open.context())))
    expect(open.log.filter((line) => line.endsWith(': created'))).toHaveLength(9)
    expect(await check()).toEqual([])
    expect(await fetchAdvisoryLocks()).toEqual([])
  })

  test('of twenty that call up() in transactions of their own, all succeed and can go on', async () => {
    const callers = await connect(20)
    const outcomes = await Promise.all(
      callers.map((db) =>
        db.transaction().execute(async (trx) => {
          await nodeRegistrations004.up(trx, open.context())
          const { rows } = await sql<{ one: number }>`select 1 as one`.execute(trx)
          return rows[0]?.one
        }),
      ),
    )
    expect(outcomes).toEqual(Array(20).fill(1))
    expect(await check()).toEqual([])
  })

  test('of twenty that call down(), all succeed', async () => {
    await up()
    const callers = await connect(20)
    await Promise.all(callers.map(async (db) => nodeRegistrations004.down?.(db, open.context())))
    expect(open.log.filter((line) => line === 'info: table public.node_registrations: dropped')).toHaveLength(
      1,
    )
  })
})

describe('somebody else, who takes no lock, creates the table between the look and the creation:', () => {
  const CREATE = renderCreateTable(nodeRegistrationsTable004, 'public')

  /** Runs `up` with a stranger's statement right before the table is created. */
  async function upWithStranger(step: (stranger: (statement: string) => Promise<unknown>) => Promise<void>) {
    const client = await open.database.client()
    let isDone = false
    const paused = kyselyWithPause(open.pool, async (statement) => {
      if (isDone || !statement.startsWith('savepoint')) return
      isDone = true
      await step((text) => client.query(text))
    })
    return nodeRegistrations004.up(paused, open.context())
  }

  test('another one: it is refused, and the enum is not left behind', async () => {
    const error = await failureOf(
      upWithStranger(
        async (stranger) => void (await stranger('create table public.node_registrations (id int)')),
      ),
    )
    expect(error.code).toBe('TABLE_MISMATCH')
    expect(await open.sql("select to_regtype('public.node_type_enum') as type")).toEqual([{ type: null }])
  })

  test('the same one: it is validated, and gets the indexes that it lacks', async () => {
    await open.sql("create type node_type_enum as enum ('effect', 'compute', 'reducer', 'orchestrator')")
    await upWithStranger(async (stranger) => void (await stranger(CREATE)))
    expect(await check()).toEqual([])
  })

  test('the same one, in a transaction that commits later: waits for it, with no unique violation', async () => {
    await open.sql("create type node_type_enum as enum ('effect', 'compute', 'reducer', 'orchestrator')")
    await upWithStranger(async (stranger) => {
      await stranger('begin')
      await stranger(CREATE)
      void delay(200).then(() => stranger('commit'))
    })
    expect(await check()).toEqual([])
  })

  test('an index of the name on another table: it is refused', async () => {
    const error = await failureOf(
      upWithStranger(async (stranger) => {
        await stranger('create table other (id int)')
        await stranger('create index idx_node_registrations_metadata_gin on other (id)')
      }),
    )
    expect(error.code).toBe('INDEX_MISMATCH')
    expect(await open.sql("select to_regclass('public.node_registrations') as table")).toEqual([
      { table: null },
    ])
  })
})
