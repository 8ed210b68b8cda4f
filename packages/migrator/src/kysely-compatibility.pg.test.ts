import { CamelCasePlugin, Kysely, PostgresDialect } from 'kysely'
import { Migrator } from 'kysely/migration'
import { expect, test } from 'vitest'
import { defineMigration } from './define-migration.ts'
import { enumeration, table } from './testing/migrations.ts'
import { useDatabase } from './testing/use-database.ts'
import { toKyselyMigrations } from './to-kysely-migrations.ts'

const used = useDatabase()
const migrations = [
  table('001_a', 'a'),
  enumeration('002_color', { name: 'color', values: ['red'] }),
  table('003_c', 'c'),
]
const kyselys = (list = migrations, schema?: string) =>
  new Migrator({
    db: used.db,
    provider: { getMigrations: async () => toKyselyMigrations(list, { schema }) },
    ...(schema && { migrationTableSchema: schema }),
  })

test("a service can switch from Kysely's Migrator to ours, and back", async () => {
  const { error } = await kyselys(migrations.slice(0, 1)).migrateToLatest()
  expect(error).toBeUndefined()

  const ours = await used.migrator(migrations.slice(0, 2)).up()
  expect(ours).toMatchObject({ alreadyApplied: ['001_a'], applied: [{ name: '002_color' }] })

  const back = await kyselys().migrateToLatest()
  expect(back).toEqual({ results: [{ migrationName: '003_c', direction: 'Up', status: 'Success' }] })
  expect((await kyselys().getMigrations()).every(({ executedAt }) => executedAt)).toBe(true)

  expect((await used.migrator(migrations).status()).pending).toEqual([])
  expect((await used.migrator(migrations).down('1')).applied.map(({ name }) => name)).toEqual([
    '003_c',
    '002_color',
  ])
  expect(await kyselys().migrateDown()).toEqual({
    results: [{ migrationName: '001_a', direction: 'Down', status: 'Success' }],
  })
})

test("our tables are the ones that Kysely's Migrator makes", async () => {
  const describe = () =>
    used.query(`
      select c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, pg_get_expr(d.adbin, d.adrelid)
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
      left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
      where c.relname like 'kysely%' order by 1, a.attnum`)
  await kyselys(migrations.slice(0, 1)).migrateToLatest()
  const made = await describe()
  await used.query('drop schema public cascade; create schema public')
  await used.migrator(migrations.slice(0, 1)).up()
  expect(await describe()).toEqual(made)
  expect(await used.query('select * from kysely_migration_lock')).toEqual([
    { id: 'migration_lock', is_locked: 0 },
  ])
})

test("Kysely's Migrator runs the same migrations in a schema of its own", async () => {
  await used.query('create schema app')
  const seen: string[] = []
  const migration = defineMigration({
    name: '001_a',
    async up(_db, { schema }) {
      seen.push(schema)
    },
  })
  const { error } = await kyselys([migration], 'app').migrateToLatest()
  expect(error).toBeUndefined()
  expect(seen).toEqual(['app'])
  expect((await used.migrator([migration], { schema: 'app' }).up()).alreadyApplied).toEqual(['001_a'])
  await used.query('drop schema app cascade')
})

test('without a schema the migrations get the current one', async () => {
  const seen: string[] = []
  const migration = defineMigration({
    name: '001_a',
    async up(_db, { schema, queryable }) {
      seen.push(schema)
      await queryable.query('select 1')
    },
  })
  const db = new Kysely<unknown>({
    dialect: new PostgresDialect({ pool: used.pool }),
    plugins: [new CamelCasePlugin()],
  })
  const provider = { getMigrations: async () => toKyselyMigrations([migration]) }
  expect((await new Migrator({ db, provider }).migrateToLatest()).error).toBeUndefined()
  expect(seen).toEqual(['public'])
})

test("a history that Kysely's Migrator wrote in one run, with times a millisecond apart, is read in order", async () => {
  await kyselys().migrateToLatest()
  const { migrations: listed } = await used.migrator(migrations).status()
  expect(listed.map(({ name, state }) => `${name} ${state}`)).toEqual([
    '001_a applied',
    '002_color applied',
    '003_c applied',
  ])
  expect((await used.migrator(migrations).down()).applied.map(({ name }) => name)).toEqual(['003_c'])
})
