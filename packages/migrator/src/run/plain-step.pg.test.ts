import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { defineMigration } from '../define-migration.ts'
import { errorOf, render } from '../testing/error-of.ts'
import { enumeration, statements, table } from '../testing/migrations.ts'
import { useDatabase } from '../testing/use-database.ts'

const used = useDatabase()
const concurrently = (name: string) =>
  statements(
    name,
    'create index concurrently if not exists big_id on big (id)',
    'drop index concurrently if exists big_id',
    { transaction: false },
  )
const big = statements(
  '001_big',
  'create table big (id int); insert into big select generate_series(1, 1000)',
  'drop table big',
)

test('create index concurrently, both ways', async () => {
  const migrations = [big, concurrently('002_index')]
  const { applied } = await used.migrator(migrations).up()
  expect(applied.map(({ name }) => name)).toEqual(['001_big', '002_index'])
  expect(await used.query(`select indisvalid from pg_index where indexrelid = 'big_id'::regclass`)).toEqual([
    { indisvalid: true },
  ])
  expect((await used.migrator(migrations).redo()).applied).toHaveLength(2)
  expect((await used.migrator(migrations).down()).applied).toHaveLength(1)
  expect(await used.history()).toEqual(['001_big'])
})

test('create index concurrently works while other runs wait for the lock', async () => {
  const started = Promise.withResolvers<void>()
  const index = defineMigration({
    name: '002_index',
    transaction: false,
    async up(db) {
      started.resolve()
      await sql`select pg_sleep(0.5)`.execute(db)
      await sql`create index concurrently big_id on big (id)`.execute(db)
    },
  })
  const first = used.migrator([big, index]).up()
  await started.promise
  const others = Array.from({ length: 3 }, () => used.migrator([big, index]).up())
  expect((await first).applied).toHaveLength(2)
  for (const other of await Promise.all(others)) expect(other.applied).toEqual([])
  expect(await used.locks()).toBe(0)
})

test('what failed outside a transaction is not recorded, and the error says what stays', async () => {
  const migration = defineMigration({
    name: '001_a',
    transaction: false,
    async up(db) {
      await sql`create table if not exists stays (id int)`.execute(db)
      await sql`select 1 / 0`.execute(db)
    },
  })
  const error = await errorOf(used.migrator([migration]).up())
  expect(render(error)).toMatchInlineSnapshot(`
    "MIGRATION_FAILED: Migration "001_a" failed (up): division by zero (SQLSTATE 22012)
      Statement: select 1 / 0
    → It runs outside a transaction: what its statements did before stays, and it is not recorded. Correct it so that it can run again over that (if not exists, drop an INVALID index first), then run again."
  `)
  expect(await used.query('select * from stays')).toEqual([])
  expect(await used.history()).toEqual([])
})

test('a lost connection outside a transaction says that nothing is rolled back', async () => {
  const migration = statements('001_a', 'select pg_terminate_backend(pg_backend_pid())', undefined, {
    transaction: false,
  })
  const error = await errorOf(used.migrator([migration]).up())
  expect(render(error)).toMatchInlineSnapshot(`
    "CONNECTION_LOST: The connection was lost during migration "001_a": terminating connection due to administrator command
      It runs outside a transaction: what its statements did stays, and its last one may still be running.
    → Look at what it left behind (status, INVALID indexes), then run again."
  `)
})

test('an enum can be changed outside a transaction', async () => {
  const migrations = [
    enumeration('001_a', { name: 'color', values: ['red'] }),
    statements('002_b', `alter type color add value 'blue'`, undefined, {
      transaction: false,
      enums: [{ name: 'color', values: ['red', 'blue'] }],
    }),
  ]
  expect((await used.migrator(migrations).up()).enums).toMatchObject([
    { actual: ['red', 'blue'], status: 'matches' },
  ])
})

test('a session whose settings would change the meaning of the migration is refused', async () => {
  await used.query('create schema if not exists app')
  const migration = statements('001_a', 'create table a (id int)', undefined, { transaction: false })
  const error = await errorOf(used.migrator([migration], { schema: 'app' }).up())
  expect(render(error)).toMatchInlineSnapshot(`
    "SESSION_UNSUITABLE: Migration "001_a" runs outside a transaction, where the session's own current_schema() counts: it is public, needed is app
    → Connect with that schema first on the path: ?options=-c%20search_path%3Dapp in the URL, or ALTER ROLE … SET search_path = …;"
  `)
  const off = used.openPool({ options: '-c standard_conforming_strings=off' })
  expect((await errorOf(used.migrator([migration], { db: off }).up())).code).toBe('SESSION_UNSUITABLE')

  const right = used.openPool({ options: '-c search_path=app' })
  await used.migrator([migration], { db: right, schema: 'app' }).up()
  expect(await used.query('select * from app.a')).toEqual([])
  await used.query('drop schema app cascade')
})

test('nothing of the session is changed for whoever uses the connection next', async () => {
  const pool = used.openPool({ max: 2 })
  const settings = async () => {
    const clients = await Promise.all([pool.connect(), pool.connect()])
    const rows = await Promise.all(
      clients.map((client) => client.query(`select name, setting from pg_settings where source = 'session'`)),
    )
    for (const client of clients) client.release()
    return rows.map((result) => result.rows)
  }
  const before = await settings()
  await used.migrator([table('001_a', 'a'), concurrently('002_b')].slice(0, 1), { db: pool }).up()
  await used
    .migrator([table('001_a', 'a'), statements('002_b', 'vacuum a', undefined, { transaction: false })], {
      db: pool,
    })
    .up()
  expect(await settings()).toEqual(before)
})
