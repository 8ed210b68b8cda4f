import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { defineMigration } from '../define-migration.ts'
import type { MigratorOptions } from '../options.ts'
import { surviveConnectionLoss } from '../session/survive-connection-loss.ts'
import { collectLog } from '../testing/collect-log.ts'
import { errorOf, render } from '../testing/error-of.ts'
import { table } from '../testing/migrations.ts'
import { startTcpProxy, type TcpProxy } from '../testing/start-tcp-proxy.ts'
import { useDatabase } from '../testing/use-database.ts'

const used = useDatabase()

/** Ends the session of the migration itself, or the one that holds the lock. */
const terminating = (whose: 'own' | 'lock') =>
  defineMigration({
    name: '002_b',
    async up(db) {
      await sql`create table b (id int)`.execute(db)
      if (whose === 'own') await sql`select pg_terminate_backend(pg_backend_pid())`.execute(db)
      else
        await sql`select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and pid <> pg_backend_pid()`.execute(
          db,
        )
    },
  })

test('a session that is ended in the middle of a migration is a typed error', async () => {
  const error = await errorOf(used.migrator([table('001_a', 'a'), terminating('own')]).up())
  expect(render(error)).toMatchInlineSnapshot(`
    "CONNECTION_LOST: The connection was lost during migration "002_b": terminating connection due to administrator command
      Nothing of it was committed.
      Done before in this run, and kept: 001_a
    → Run again: it goes on where this run stopped."
  `)
  expect(error.details).toEqual({ migration: '002_b', rolledBack: true, applied: ['001_a'] })
  expect(await used.history()).toEqual(['001_a'])
  expect(await used.locks()).toBe(0)
  const { applied } = await used.migrator([table('001_a', 'a'), table('002_b', 'b')]).up()
  expect(applied).toHaveLength(1)
})

test('the same with a Kysely instance whose pool survives the loss of a connection', async () => {
  const pool = surviveConnectionLoss(new pg.Pool({ connectionString: used.url }))
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
  expect((await errorOf(used.migrator([terminating('own')], { db }).up())).code).toBe('CONNECTION_LOST')
  await db.destroy()
})

test('a pool that is given to the migrator survives without being asked', async () => {
  const pool = new pg.Pool({ connectionString: used.url })
  expect((await errorOf(used.migrator([terminating('own')], { db: pool }).up())).code).toBe('CONNECTION_LOST')
  await pool.end()
})

test('a migration whose lock is lost meanwhile is still committed, and no other is begun', async () => {
  const error = await errorOf(
    used.migrator([table('001_a', 'a'), terminating('lock'), table('003_c', 'c')]).up(),
  )
  expect(render(error)).toMatchInlineSnapshot(`
    "CONNECTION_LOST: A connection was lost while no migration was running: Client has encountered a connection error and is not queryable
      Done before in this run, and kept: 001_a, 002_b
    → Run again: it goes on where this run stopped."
  `)
  expect(await used.history()).toEqual(['001_a', '002_b'])
})

test('no run starts while the last migration of one without its lock is still at work', async () => {
  const started = Promise.withResolvers<void>()
  const slow = defineMigration({
    name: '001_a',
    async up(db) {
      await sql`select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and pid <> pg_backend_pid()`.execute(
        db,
      )
      started.resolve()
      await sql`select pg_sleep(1)`.execute(db)
    },
  })
  const first = used.migrator([slow]).up()
  await started.promise
  const { lines, logger } = collectLog()
  const second = await used.migrator([slow], { logger }).up()
  expect(second.applied).toEqual([])
  expect(lines.filter((line) => line.includes('waiting for another run'))).toHaveLength(1)
  expect((await first).applied).toHaveLength(1)
})

test('nobody listens at that address', async () => {
  const pool = new pg.Pool({ host: '127.0.0.1', port: 1, user: 'u', database: 'd' })
  const error = await errorOf(used.migrator([], { db: pool }).status())
  expect(render(error)).toMatchInlineSnapshot(`
    "CANNOT_CONNECT: Cannot connect to the database: connect ECONNREFUSED 127.0.0.1:1 (ECONNREFUSED)
    → Nothing listens there: check host and port, and that the server runs."
  `)
})

let proxy: TcpProxy
beforeEach(async () => {
  proxy = await startTcpProxy(used.url)
})
afterEach(() => proxy.stop())

const cutting = (...cut: Parameters<TcpProxy['cutNext']>) =>
  defineMigration({
    name: '001_a',
    async up(db) {
      await sql`create table a (id int)`.execute(db)
      proxy.cutNext(...cut)
    },
  })
const proxied = (options: Partial<MigratorOptions> = {}) => ({
  db: used.openPool({ connectionString: proxy.url }),
  ...options,
})

test('a COMMIT that the server got is found out to be committed, and the run goes on', async () => {
  const { lines, logger } = collectLog()
  const migrations = [cutting('after commit'), table('002_b', 'b')]
  const { applied } = await used.migrator(migrations, proxied({ logger })).up()
  expect(applied.map(({ name }) => name)).toEqual(['001_a', '002_b'])
  expect(lines).toContain(
    'warn: the connection was lost while "001_a" was being committed; the server says that it is committed',
  )
  expect(await used.history()).toEqual(['001_a', '002_b'])
  expect(await used.locks()).toBe(0)
})

test('a COMMIT that the server never got is found out to be rolled back', async () => {
  const error = await errorOf(used.migrator([cutting('before commit')], proxied()).up())
  expect(error).toMatchObject({ code: 'CONNECTION_LOST', details: { migration: '001_a', rolledBack: true } })
  expect(await used.query(`select to_regclass('a') as a`)).toEqual([{ a: null }])
  expect(await used.locks()).toBe(0)
})

test('when the connection of the lock is cut too, a new one is asked', async () => {
  const { applied } = await used.migrator([cutting('after commit', { others: true })], proxied()).up()
  expect(applied.map(({ name }) => name)).toEqual(['001_a'])
  const error = await errorOf(
    used
      .migrator([cutting('after commit', { others: true }), table('002_b', 'b')], {
        ...proxied(),
        migrationTableName: 'other_history',
      })
      .up(),
  )
  expect(error.code).toBe('MIGRATION_FAILED')
})

test('when the server cannot be asked any more, the outcome is called unknown', async () => {
  const cut = cutting('after commit', { others: true, refuse: true })
  const error = await errorOf(used.migrator([cut], proxied({ connectionTimeout: 500 })).up())
  expect(error.code).toBe('COMMIT_UNKNOWN')
  expect(render(error).replace(/'\d+'/, "'…'")).toMatchInlineSnapshot(`
    "COMMIT_UNKNOWN: The connection was lost while migration "001_a" was being committed, and the server cannot be asked whether it was
    → When the server answers again, run again: the history tells. To look first: SELECT pg_catalog.pg_xact_status('…'::xid8);"
  `)
  // What the hint gives to ask with answers.
  const statement = error.hint.slice(error.hint.indexOf('SELECT'))
  expect(await used.query(statement)).toEqual([{ pg_xact_status: 'committed' }])
})
