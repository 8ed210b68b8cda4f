import type { OmniError } from '@omni/pg-enum-guard'
import { sql } from 'kysely'
import type pg from 'pg'
import { afterEach, expect, test } from 'vitest'
import { defineMigration } from '../define-migration.ts'
import { collectLog } from '../testing/collect-log.ts'
import { errorOf, render } from '../testing/error-of.ts'
import { statements, table } from '../testing/migrations.ts'
import { useDatabase } from '../testing/use-database.ts'
import { RUN_LOCK_KEY } from './lock-keys.ts'

const used = useDatabase()

const gates: (() => void)[] = []
afterEach(() => {
  for (const open of gates.splice(0)) open()
})

/** A migration that says when it runs and waits until it is let go, at the latest when its test is over. */
function gate(name: string) {
  const entered = Promise.withResolvers<void>()
  const opened = Promise.withResolvers<void>()
  gates.push(opened.resolve)
  const migration = defineMigration({
    name,
    async up(db) {
      await sql`select 'in the middle of ${sql.raw(name)}'`.execute(db)
      entered.resolve()
      await opened.promise
    },
  })
  return { migration, entered: entered.promise, open: opened.resolve }
}

const stable = (text: string) =>
  text
    .replaceAll(used.database.name, 'db')
    .replaceAll(`user "${decodeURIComponent(new URL(used.url).username)}"`, 'user "deploy"')
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<time>')
    .replaceAll(/process \d+/g, 'process <pid>')
    .replaceAll(/backend\(\d+\)/g, 'backend(<pid>)')

test('a run that waits too long says who holds the lock and what it runs', async () => {
  const { migration, entered, open } = gate('001_a')
  const pool = used.openPool({ application_name: 'deploy-1' })
  const first = used.migrator([migration], { db: pool }).up()
  await entered
  const error = await errorOf(used.migrator([migration], { lockTimeout: 100 }).up())
  expect(stable(render(error))).toMatchInlineSnapshot(`
    "LOCK_TIMEOUT: Another run holds the migration lock of database "db" (waited 0.1 s)
      Held by: process <pid>, user "deploy", application "deploy-1", since <time>, idle in transaction
        select '001_a' as "migrating"
      Migrates: process <pid>, user "deploy", application "deploy-1", since <time>, idle in transaction
        select 'in the middle of 001_a'
    → Wait until it ends and run again, or end it (what it has not committed is rolled back): SELECT pg_catalog.pg_terminate_backend(<pid>), pg_catalog.pg_terminate_backend(<pid>);"
  `)
  expect(error.details).toMatchObject({
    database: used.database.name,
    waitedMs: 100,
    holders: [
      { applicationName: 'deploy-1', runsStep: false },
      { applicationName: 'deploy-1', runsStep: true },
    ],
  })
  open()
  expect((await first).applied).toHaveLength(1)
})

test('what the lock timeout gives to end the holder works', async () => {
  const { migration, entered, open } = gate('001_a')
  const first = used.migrator([migration]).up()
  const failed = errorOf(first)
  await entered
  const { hint } = await errorOf(used.migrator([migration], { lockTimeout: 50 }).up())
  await used.query(hint.slice(hint.indexOf('SELECT')))
  open()
  expect((await failed).code).toBe('CONNECTION_LOST')
  expect((await used.migrator([table('001_a', 'a')]).up()).applied).toHaveLength(1)
})

test('a run that has nothing to do does not wait for one that has', async () => {
  await used.migrator([table('001_a', 'a')]).up()
  const { migration, entered, open } = gate('002_b')
  const first = used.migrator([table('001_a', 'a'), migration]).up()
  await entered
  const { lockWaitMs } = await used.migrator([table('001_a', 'a')], { lockTimeout: 0 }).up()
  expect(lockWaitMs).toBe(0)
  open()
  await first
})

test('runs of different databases do not wait for each other, runs of different schemas do', async () => {
  await used.query('create schema if not exists app')
  const { migration, entered, open } = gate('001_a')
  const first = used.migrator([migration]).up()
  await entered
  const error = await errorOf(used.migrator([migration], { schema: 'app', lockTimeout: 20 }).up())
  expect(error.code).toBe('LOCK_TIMEOUT')
  open()
  await first
  await used.query('drop schema app')
})

test("Kysely's own Migrator and ours never run at once: they take the same lock", async () => {
  const client = await used.database.client()
  await client.query('select pg_advisory_lock($1)', [String(RUN_LOCK_KEY)])
  const error = await errorOf(used.migrator([table('001_a', 'a')], { lockTimeout: 20 }).up())
  expect(error.code).toBe('LOCK_TIMEOUT')
  await client.query('select pg_advisory_unlock_all()')
  expect((await used.migrator([table('001_a', 'a')]).up()).applied).toHaveLength(1)
})

test('a pool of one connection is refused for a run with something to do, and its lock is given up', async () => {
  const pool = used.openPool({ max: 1 })
  const migrator = used.migrator([table('001_a', 'a')], { db: pool, connectionTimeout: 2_000 })
  const error = await errorOf(migrator.up())
  expect(render(error)).toMatchInlineSnapshot(`
    "CONNECTION_UNAVAILABLE: No second connection could be had within 2 s
    → A run with something to do needs two connections at once, one of them for the lock: give the pool (and the pooler behind it) a size of at least 2."
  `)
  expect(await used.locks()).toBe(0)
  expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }])
  await used.migrator([table('001_a', 'a')]).up()
  expect((await migrator.up()).applied).toEqual([])
  expect((await migrator.status()).pending).toEqual([])
})

test('a pool whose connections are all taken is refused in time, and gets back what comes late', async () => {
  const pool = used.openPool({ max: 1 })
  const taken = await pool.connect()
  const error = await errorOf(used.migrator([], { db: pool, connectionTimeout: 100 }).status())
  expect(render(error)).toMatchInlineSnapshot(`
    "CONNECTION_UNAVAILABLE: No connection could be had within 0.1 s
    → Either every connection of the pool (or of the pooler behind it) is taken, or the server does not answer: check both."
  `)
  taken.release()
  expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }])
})

async function holdTable(name: string): Promise<pg.Client> {
  await used.query(`create table ${name} (id int)`)
  const client = await used.database.client()
  await client.query(`begin; lock table ${name} in access share mode; set application_name = 'report'`)
  return client
}

test('a statement that does not get its lock is tried again, and then names who is in the way', async () => {
  const holder = await holdTable('busy')
  const { lines, logger } = collectLog()
  const migration = statements('001_a', 'alter table busy add column x int')
  const options = { statementLockTimeout: 300, retries: 1, logger }
  const error: OmniError = await errorOf(used.migrator([migration], options).up())
  expect(stable(render(error))).toMatchInlineSnapshot(`
    "STATEMENT_LOCK_TIMEOUT: Migration "001_a" did not get a lock within 0.3 s (2 attempts); it was rolled back
      Statement: alter table busy add column x int
      In the way: process <pid>, user "deploy", application "report", since <time>, idle in transaction
        begin; lock table busy in access share mode; set application_name = 'report'
    → Run again when it has ended, or end it: SELECT pg_catalog.pg_terminate_backend(<pid>);"
  `)
  expect(error.details).toMatchObject({
    sqlstate: '55P03',
    statement: 'alter table busy add column x int',
    attempts: 2,
    blockers: [{ applicationName: 'report' }],
  })
  expect(lines.filter((line) => line.startsWith('warn: migration'))).toEqual([
    expect.stringMatching(/^warn: migration "001_a" did not get a lock \(55P03\); attempt 2 of 2 in \d+ ms$/),
  ])
  expect(lines.filter((line) => line.startsWith('warn: waiting for'))).not.toEqual([])
  await holder.query('rollback')
  expect((await used.migrator([migration]).up()).applied).toHaveLength(1)
})

test('a migration that gets its lock at the second try is applied once', async () => {
  const holder = await holdTable('busy')
  const migration = statements('001_a', 'create table once (id int); alter table busy add column x int')
  const running = used.migrator([migration], { statementLockTimeout: 200 }).up()
  setTimeout(() => holder.query('rollback'), 400)
  expect((await running).applied).toHaveLength(1)
  expect(await used.query('select x from busy')).toEqual([])
})

test('a deadlock is tried again', async () => {
  await used.query('create table one (id int); create table two (id int)')
  const other = await used.database.client()
  await other.query('begin; lock table two')
  let attempts = 0
  const migration = defineMigration({
    name: '001_a',
    async up(db) {
      attempts += 1
      await sql`lock table one`.execute(db)
      if (attempts === 1) {
        // The other session waits for longer before it looks for a deadlock: this one is the victim.
        await other.query(`set deadlock_timeout = '10s'`)
        other.query('lock table one; commit')
      }
      await sql`lock table two`.execute(db)
    },
  })
  expect((await used.migrator([migration]).up()).applied).toHaveLength(1)
  expect(attempts).toBe(2)
})

test('a statement timeout is not tried again', async () => {
  const migration = defineMigration({
    name: '001_a',
    async up(db) {
      await sql`set local statement_timeout = 50`.execute(db)
      await sql`select pg_sleep(5)`.execute(db)
    },
  })
  const error = await errorOf(used.migrator([migration]).up())
  expect(error).toMatchObject({ code: 'MIGRATION_FAILED', details: { sqlstate: '57014' } })
})
