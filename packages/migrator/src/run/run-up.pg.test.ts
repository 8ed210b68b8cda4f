import { CamelCasePlugin, Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { expect, test } from 'vitest'
import { defineMigration } from '../define-migration.ts'
import { collectLog } from '../testing/collect-log.ts'
import { errorOf, render } from '../testing/error-of.ts'
import { enumeration, statements, table } from '../testing/migrations.ts'
import { useDatabase } from '../testing/use-database.ts'

const used = useDatabase()
const color = { name: 'color', values: ['red', 'green'] }

test('applies what is pending in the order of the names, and reports it', async () => {
  const result = await used.migrator([table('002_b', 'b'), enumeration('001_a', color)]).up()
  expect(result).toMatchObject({
    direction: 'up',
    schema: 'public',
    applied: [
      { name: '001_a', direction: 'up' },
      { name: '002_b', direction: 'up' },
    ],
    alreadyApplied: [],
    enums: [{ status: 'matches', schema: 'public', name: 'color', actual: ['red', 'green'] }],
  })
  expect(await used.history()).toEqual(['001_a', '002_b'])
  expect(await used.locks()).toBe(0)
})

test('a second run changes nothing and says so', async () => {
  const migrations = [enumeration('001_a', color), table('002_b', 'b')]
  await used.migrator(migrations).up()
  const { lines, logger } = collectLog()
  const result = await used.migrator(migrations, { logger }).up()
  expect(result).toMatchObject({ applied: [], alreadyApplied: ['001_a', '002_b'], lockWaitMs: 0 })
  expect(result.enums).toMatchObject([{ status: 'matches' }])
  expect(lines).toContain('info: nothing to apply; 2 migration(s) applied, 1 enum(s) match')
})

test('stops after the target', async () => {
  const migrations = [table('001_a', 'a'), table('002_b', 'b'), table('003_c', 'c')]
  expect((await used.migrator(migrations).up('2')).applied).toMatchObject([
    { name: '001_a' },
    { name: '002_b' },
  ])
  expect((await used.migrator(migrations).up('001_a')).applied).toEqual([])
  expect((await used.migrator(migrations).up()).applied).toMatchObject([{ name: '003_c' }])
})

test('a failed migration leaves no trace of itself, and earlier ones stay', async () => {
  const failing = defineMigration({
    name: '002_b',
    async up(db) {
      await sql`create table left_behind (id int)`.execute(db)
      await sql`select 1 / 0`.execute(db)
    },
  })
  const error = await errorOf(used.migrator([table('001_a', 'a'), failing, table('003_c', 'c')]).up())
  expect(render(error)).toMatchInlineSnapshot(`
    "MIGRATION_FAILED: Migration "002_b" failed (up): division by zero (SQLSTATE 22012)
      Statement: select 1 / 0
    → Nothing of it remains. Correct the migration and run again."
  `)
  expect(error.details).toEqual({
    migration: '002_b',
    direction: 'up',
    sqlstate: '22012',
    statement: 'select 1 / 0',
    rolledBack: true,
    applied: ['001_a'],
  })
  expect(await used.history()).toEqual(['001_a'])
  expect(await used.query(`select to_regclass('left_behind') as found, to_regclass('c') as c`)).toEqual([
    { found: null, c: null },
  ])
  expect(await used.locks()).toBe(0)
})

test('the history tables are made in the transaction of the first migration and go with it', async () => {
  await errorOf(used.migrator([statements('001_a', 'select 1 / 0')]).up())
  expect(await used.query(`select to_regclass('kysely_migration') as history`)).toEqual([{ history: null }])
})

test('what a migration throws by itself is the cause', async () => {
  const boom = new Error('boom')
  const failing = defineMigration({
    name: '001_a',
    async up() {
      throw boom
    },
  })
  const error = await errorOf(used.migrator([failing]).up())
  expect(error).toMatchObject({
    code: 'MIGRATION_FAILED',
    message: 'Migration "001_a" failed (up): boom',
    details: { sqlstate: null, statement: null },
    cause: boom,
  })
})

test('a swallowed error is reported as itself, not as an aborted transaction', async () => {
  const swallowing = defineMigration({
    name: '001_a',
    async up(db) {
      await sql`select * from nowhere`.execute(db).catch(() => undefined)
    },
  })
  const error = await errorOf(used.migrator([swallowing]).up())
  expect(render(error)).toMatchInlineSnapshot(`
    "MIGRATION_FAILED: Migration "001_a" failed (up): relation "nowhere" does not exist (SQLSTATE 42P01)
      Statement: select * from nowhere
    → Nothing of it remains. Correct the migration and run again."
  `)
})

test('a label that one migration adds can be used by the next in the same run', async () => {
  const wider = { name: 'color', values: ['red', 'green', 'blue'] }
  const migrations = [
    enumeration('001_a', color),
    statements('002_b', `alter type color add value 'blue'`, undefined, { enums: [wider] }),
    statements('003_c', `create table paint (c color default 'blue'); insert into paint default values`),
  ]
  const { enums } = await used.migrator(migrations).up()
  expect(enums).toMatchObject([{ status: 'matches', actual: ['red', 'green', 'blue'] }])
})

test('drift is found by the next run, also when nothing is pending', async () => {
  const migrations = [enumeration('001_a', color)]
  await used.migrator(migrations).up()
  await used.query(`alter type color add value 'blue'`)
  const error = await errorOf(used.migrator(migrations).up())
  expect(error.code).toBe('ENUM_VALUES_MISMATCH')
  expect(error.message).toContain(`Extra values: ['blue']`)
})

test('drift keeps what is pending from being applied', async () => {
  await used.migrator([enumeration('001_a', color)]).up()
  await used.query('drop type color')
  const error = await errorOf(used.migrator([enumeration('001_a', color), table('002_b', 'b')]).up())
  expect(error.code).toBe('ENUM_ABSENT')
  expect(await used.history()).toEqual(['001_a'])
  expect(await used.locks()).toBe(0)
})

test('several problems come in one error', async () => {
  const size = { name: 'size', values: ['s'] }
  const migrations = [enumeration('001_a', color), enumeration('002_b', size)]
  await used.migrator(migrations).up()
  await used.query('drop type color, size')
  const error = await errorOf(used.migrator(migrations).up())
  expect(error).toMatchObject({
    code: 'ENUM_CHECK_FAILED',
    details: { problems: [{ code: 'ENUM_ABSENT' }, { code: 'ENUM_ABSENT' }] },
  })
})

test('a database that is one migration behind is pending, not drifted', async () => {
  const wider = { name: 'color', values: ['red', 'green', 'blue'] }
  const migrations = [
    enumeration('001_a', color),
    statements('002_b', `alter type color add value 'blue'`, undefined, { enums: [wider] }),
  ]
  await used.migrator(migrations).up('1')
  const migrator = used.migrator(migrations)
  expect(await migrator.check()).toEqual({ ok: false, pending: ['002_b'], problems: [] })
  expect((await migrator.up('1')).enums).toMatchObject([{ status: 'matches', expected: ['red', 'green'] }])
  expect((await migrator.up()).enums).toMatchObject([{ status: 'matches', actual: ['red', 'green', 'blue'] }])
})

test('a migration that does not leave what it declares is not applied', async () => {
  const wrong = statements('001_a', `create type color as enum ('red')`, undefined, { enums: [color] })
  const error = await errorOf(used.migrator([wrong]).up())
  expect(error.code).toBe('ENUM_VALUES_MISMATCH')
  expect(await used.query(`select to_regtype('color') as color`)).toEqual([{ color: null }])
})

test('an enum that a migration drops is not expected afterwards', async () => {
  const migrations = [
    enumeration('001_a', color),
    statements('002_b', 'drop type color', undefined, { dropsEnums: [{ name: 'color' }] }),
  ]
  expect((await used.migrator(migrations).up()).enums).toEqual([])
  expect(await used.migrator(migrations).check()).toEqual({ ok: true, pending: [], problems: [] })
})

/** A Kysely instance that keeps what it sends. */
function recordingDb() {
  const sent: string[] = []
  const dialect = new PostgresDialect({ pool: used.pool })
  const log = ({ query }: { query: { sql: string } }) => {
    sent.push(query.sql)
  }
  return { sent, db: new Kysely<unknown>({ dialect, log }) }
}

test('all enums of a run are read in one query before it and one after', async () => {
  const migrations = [enumeration('001_a', color), enumeration('002_b', { name: 'size', values: ['s'] })]
  await used.migrator(migrations).up()
  const { sent, db } = recordingDb()
  await used.migrator([...migrations, table('003_c', 'c')], { db }).up()
  expect(sent.filter((text) => text.includes('pg_enum'))).toHaveLength(2)
})

test('a run with nothing to do sends six statements, begin and commit included', async () => {
  const migrations = [enumeration('001_a', color), table('002_b', 'b')]
  await used.migrator(migrations).up()
  const { sent, db } = recordingDb()
  await used.migrator(migrations, { db }).up()
  expect(sent).toHaveLength(6)
})

test('a migration gets the schema, the options and a connection for the guard', async () => {
  await used.query('create schema app')
  const { logger } = collectLog()
  const seen: unknown[] = []
  const migration = defineMigration({
    name: '001_a',
    async up(db, context) {
      const { rows } = await context.queryable.query('select current_schema() as s, pg_backend_pid() as pid')
      const own = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db)
      seen.push(
        context.schema,
        context.allowDestructive,
        context.logger === logger,
        rows,
        own.rows,
        db.isTransaction,
      )
    },
  })
  await used.migrator([migration], { schema: 'app', allowDestructive: true, logger }).up()
  const pid = expect.any(Number)
  expect(seen).toEqual(['app', true, true, [{ s: 'app', pid }], [{ pid }], true])
  expect(await used.history('app.kysely_migration')).toEqual(['001_a'])
  await used.query('drop schema app cascade')
})

test('a schema that does not exist is refused, and not created', async () => {
  const error = await errorOf(used.migrator([table('001_a', 'a')], { schema: 'No' }).up())
  expect(render(error)).toMatchInlineSnapshot(`
    "SCHEMA_NOT_FOUND: Schema "No" cannot hold the migrations: it does not exist, or is one of the server's own
    → Create it: CREATE SCHEMA "No";"
  `)
})

test('plugins of the Kysely instance reach the migration but not the history', async () => {
  const db = used.db.withPlugin(new CamelCasePlugin())
  const migration = defineMigration({
    name: '001_a',
    async up(trx) {
      await trx.schema.createTable('fooBar').addColumn('someThing', 'text').execute()
    },
  })
  await used.migrator([migration], { db }).up()
  expect(await used.query('select some_thing from foo_bar')).toEqual([])
  expect((await used.migrator([migration], { db }).up()).alreadyApplied).toEqual(['001_a'])
})

test('other names of the history tables are possible', async () => {
  const options = { migrationTableName: 'Steps', migrationLockTableName: 'steps lock' }
  await used.migrator([table('001_a', 'a')], options).up()
  expect(await used.history('"Steps"')).toEqual(['001_a'])
  expect((await used.migrator([table('001_a', 'a')], options).up()).applied).toEqual([])
})

test('a broken graph is refused without a connection', async () => {
  const pool = new pg.Pool({ host: 'nowhere.invalid' })
  const migrations = [{ ...table('001_a', 'a'), dependsOn: ['002_b'] }]
  expect((await errorOf(used.migrator(migrations, { db: pool }).up())).code).toBe(
    'MIGRATION_DEPENDENCY_MISSING',
  )
  expect((await errorOf(used.migrator([], { db: pool }).up('5'))).code).toBe('TARGET_UNKNOWN')
})

test('a recorded migration that is gone, and one that comes too early, are refused before anything is done', async () => {
  await used.migrator([table('001_a', 'a'), table('003_c', 'c')]).up()
  const gone = await errorOf(used.migrator([table('001_a', 'a'), table('004_d', 'd')]).up())
  expect(gone.code).toBe('MIGRATION_RECORDED_MISSING')
  const early = await errorOf(
    used.migrator([table('001_a', 'a'), table('002_b', 'b'), table('003_c', 'c'), table('004_d', 'd')]).up(),
  )
  expect(early.code).toBe('MIGRATION_OUT_OF_ORDER')
  expect(await used.history()).toEqual(['001_a', '003_c'])
})

test('the way out that a missing recorded migration offers works', async () => {
  await used.migrator([table('001_a', 'a'), table("002_it's", 'b')]).up()
  const { hint } = await errorOf(used.migrator([table('001_a', 'a')]).up())
  await used.query(hint.slice(hint.indexOf('DELETE')))
  expect((await used.migrator([table('001_a', 'a')]).up()).alreadyApplied).toEqual(['001_a'])
})
