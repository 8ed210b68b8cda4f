import { type PgBouncer, startPgBouncer } from '@omni/test-postgres'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { defineMigration } from '../define-migration.ts'
import { errorOf } from '../testing/error-of.ts'
import { enumeration, statements, table } from '../testing/migrations.ts'
import { runChild } from '../testing/run-child.ts'
import { useDatabase } from '../testing/use-database.ts'

const used = useDatabase()
let pooler: PgBouncer
beforeAll(async () => {
  pooler = await startPgBouncer({ serverUrl: used.url, poolSize: 5 })
})
afterAll(() => pooler.stop())
const pooled = (max = 10) => used.openPool({ connectionString: pooler.url, max })

test('twenty processes at once through a transaction pooler: each succeeds, everything is applied once', {
  timeout: 180_000,
}, async () => {
  const children = Array.from({ length: 20 }, () => runChild(pooler.url, 'quick'))
  const exits = await Promise.all(children.map(({ exit }) => exit))
  expect(exits.filter(({ code }) => code !== 0)).toEqual([])
  const outputs = exits.map(({ output }) => output).sort()
  expect(outputs).toEqual([...Array.from({ length: 19 }, () => 'applied 0'), 'applied 3'])
  expect(await used.query('select * from runs')).toEqual([{ id: 1 }])
  expect(await used.locks()).toBe(0)
})

test('up, down and redo, with and without a transaction', async () => {
  const migrations = [
    enumeration('001_a', { name: 'color', values: ['red'] }),
    table('002_b', 'b'),
    statements('003_c', 'create index concurrently if not exists i on b (id)', 'drop index concurrently i', {
      transaction: false,
    }),
  ]
  const migrator = used.migrator(migrations, { db: pooled() })
  expect((await migrator.up()).applied).toHaveLength(3)
  expect((await migrator.redo()).applied).toHaveLength(2)
  expect((await migrator.down('0')).applied).toHaveLength(3)
  expect(await used.locks()).toBe(0)
})

test('no setting of a migration is left on a connection of the pooler', async () => {
  const client = await used.database.client()
  await used.migrator([table('001_a', 'a')], { db: pooled() }).up()
  const pool = pooled()
  const seen = await Promise.all(
    Array.from({ length: 5 }, () =>
      pool.query(
        `select current_setting('lock_timeout') as t, current_setting('search_path') as p, pg_sleep(0.1)`,
      ),
    ),
  )
  const { rows } = await client.query(
    `select current_setting('lock_timeout') as t, current_setting('search_path') as p`,
  )
  for (const result of seen) expect(result.rows).toMatchObject(rows)
})

test('an interrupted statement is cancelled in its own session', async () => {
  const aborter = new AbortController()
  const migration = defineMigration({
    name: '001_a',
    async up(db) {
      setTimeout(() => aborter.abort(), 100)
      await sql`select pg_sleep(30)`.execute(db)
    },
  })
  const error = await errorOf(used.migrator([migration], { db: pooled(), signal: aborter.signal }).up())
  expect(error.code).toBe('INTERRUPTED')
  expect(await used.locks()).toBe(0)
})

test('kill -9 in the middle of a migration, then another run', { timeout: 60_000 }, async () => {
  const child = runChild(pooler.url, 'slow')
  await child.printed('in the middle')
  child.kill('SIGKILL')
  await child.exit
  const migrations = [table('001_a', 'a'), table('002_slow', 'b')]
  const { applied } = await used.migrator(migrations, { db: pooled() }).up()
  expect(applied.map(({ name }) => name)).toEqual(['002_slow'])
})

test('a pooler with a single connection is refused in time, and nothing stays open', async () => {
  const narrow = await startPgBouncer({ serverUrl: used.url, poolSize: 1 })
  try {
    const pool = used.openPool({ connectionString: narrow.url })
    const error = await errorOf(
      used.migrator([table('001_a', 'a')], { db: pool, connectionTimeout: 500 }).up(),
    )
    expect(error.code).toBe('CONNECTION_UNAVAILABLE')
    expect(await used.locks()).toBe(0)
    expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }])
  } finally {
    await narrow.stop()
  }
})
