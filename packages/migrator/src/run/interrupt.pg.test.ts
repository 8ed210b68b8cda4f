import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { defineMigration } from '../define-migration.ts'
import { errorOf, render } from '../testing/error-of.ts'
import { table } from '../testing/migrations.ts'
import { useDatabase } from '../testing/use-database.ts'

const used = useDatabase()

const sleeping = (aborter: AbortController, rest: { transaction?: boolean } = {}) =>
  defineMigration({
    name: '002_b',
    ...rest,
    async up(db) {
      await sql`create table b (id int)`.execute(db)
      setTimeout(() => aborter.abort(), 100)
      await sql`select pg_sleep(30)`.execute(db)
    },
  })

test('an interrupted statement is cancelled, the migration rolled back, the lock given up', async () => {
  const aborter = new AbortController()
  const start = performance.now()
  const error = await errorOf(
    used.migrator([table('001_a', 'a'), sleeping(aborter)], { signal: aborter.signal }).up(),
  )
  expect(render(error)).toMatchInlineSnapshot(`
    "INTERRUPTED: Interrupted during migration "002_b", which was rolled back.
      Done before in this run, and kept: 001_a
    → Run again: it goes on where this run stopped."
  `)
  expect(error.details).toEqual({ migration: '002_b', rolledBack: true, applied: ['001_a'] })
  expect(performance.now() - start).toBeLessThan(5_000)
  expect(await used.query(`select to_regclass('b') as b`)).toEqual([{ b: null }])
  expect(await used.history()).toEqual(['001_a'])
  expect(await used.locks()).toBe(0)
  expect(
    await used.query(
      `select from pg_stat_activity where query like '%pg_sleep(30)%' and state = 'active' and pid <> pg_backend_pid()`,
    ),
  ).toEqual([])
})

test('a migration that swallows the cancellation does not get past its next statement', async () => {
  const aborter = new AbortController()
  const stubborn = defineMigration({
    name: '001_a',
    async up(db) {
      setTimeout(() => aborter.abort(), 50)
      await sql`select pg_sleep(30)`.execute(db).catch(() => undefined)
      await sql`create table a (id int)`.execute(db)
    },
  })
  const error = await errorOf(used.migrator([stubborn], { signal: aborter.signal }).up())
  expect(error.code).toBe('INTERRUPTED')
  expect(await used.locks()).toBe(0)
})

test('a migration that waits for something else than the server is left behind after a while', {
  timeout: 20_000,
}, async () => {
  const aborter = new AbortController()
  const stuck = defineMigration({
    name: '001_a',
    async up() {
      aborter.abort()
      await new Promise(() => undefined)
    },
  })
  expect((await errorOf(used.migrator([stuck], { signal: aborter.signal }).up())).code).toBe('INTERRUPTED')
  expect(await used.locks()).toBe(0)
})

test('outside a transaction the statement is cancelled too, and the error says what stays', async () => {
  const aborter = new AbortController()
  const error = await errorOf(
    used.migrator([sleeping(aborter, { transaction: false })], { signal: aborter.signal }).up(),
  )
  expect(render(error)).toMatchInlineSnapshot(`
    "INTERRUPTED: Interrupted during migration "002_b", which runs outside a transaction: what its statements did stays.
    → Run again: it goes on where this run stopped."
  `)
  expect(await used.query('select * from b')).toEqual([])
})

test('a run that waits for the lock can be interrupted', async () => {
  const client = await used.database.client()
  await client.query('select pg_advisory_lock(3853314791062309107)')
  const aborter = new AbortController()
  setTimeout(() => aborter.abort(), 50)
  const error = await errorOf(used.migrator([table('001_a', 'a')], { signal: aborter.signal }).up())
  expect(render(error)).toMatchInlineSnapshot(`
    "INTERRUPTED: Interrupted; no migration was running.
    → Run again: it goes on where this run stopped."
  `)
  await client.query('select pg_advisory_unlock_all()')
})

test('with a signal that is aborted already nothing is begun', async () => {
  const signal = AbortSignal.abort()
  expect((await errorOf(used.migrator([table('001_a', 'a')], { signal }).up())).code).toBe('INTERRUPTED')
  expect(await used.query(`select to_regclass('kysely_migration') as history`)).toEqual([{ history: null }])
})

test('a run between two migrations stops before the next', async () => {
  const aborter = new AbortController()
  const last = defineMigration({
    name: '001_a',
    async up() {},
  })
  const watching = {
    debug(message: string) {
      if (message.startsWith('committed')) aborter.abort()
    },
    info() {},
    warn() {},
    error() {},
  }
  const error = await errorOf(
    used.migrator([last, table('002_b', 'b')], { signal: aborter.signal, logger: watching }).up(),
  )
  expect(error).toMatchObject({ code: 'INTERRUPTED', details: { migration: null, applied: ['001_a'] } })
  expect(await used.history()).toEqual(['001_a'])
})

test('an interruption after the last commit comes too late: the run is done', async () => {
  const aborter = new AbortController()
  const logger = {
    debug(message: string) {
      if (message.startsWith('committed')) aborter.abort()
    },
    info() {},
    warn() {},
    error() {},
  }
  const { applied } = await used.migrator([table('001_a', 'a')], { signal: aborter.signal, logger }).up()
  expect(applied).toHaveLength(1)
})
