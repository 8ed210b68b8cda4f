import { defineEnum, OmniError } from '@omni/pg-enum-guard'
import { expect, test } from 'vitest'
import type { Migration } from '../migration.ts'
import { collectLog } from '../testing/collect-log.ts'
import { errorOf, render } from '../testing/error-of.ts'
import { enumeration, statements, table } from '../testing/migrations.ts'
import { useDatabase } from '../testing/use-database.ts'

const used = useDatabase()
const color = defineEnum({ name: 'color', values: ['red', 'green'] })
const migrations: Migration[] = [
  enumeration('001_a', color),
  { ...table('002_b', 'b'), dependsOn: ['001_a'] },
  statements('003_c', 'vacuum', undefined, { transaction: false }),
]

test('status of a database without a history', async () => {
  expect(await used.migrator(migrations).status()).toMatchObject({
    schema: 'public',
    server: { major: used.database.major, database: used.database.name, readOnly: false },
    pending: ['001_a', '002_b', '003_c'],
    enums: [],
    history: 'absent',
  })
})

test('status of a database that is half way and knows a migration that the code does not', async () => {
  await used.migrator([...migrations.slice(0, 2), table('002_gone', 'g')]).up()
  await used.query('drop type color')
  const status = await used.migrator(migrations).status()
  const appliedAt = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/)
  expect(status.migrations).toEqual([
    { name: '001_a', state: 'applied', appliedAt, transaction: true, dependsOn: [] },
    { name: '002_b', state: 'applied', appliedAt, transaction: true, dependsOn: ['001_a'] },
    { name: '002_gone', state: 'missing', appliedAt, transaction: true, dependsOn: [] },
    { name: '003_c', state: 'pending', appliedAt: null, transaction: false, dependsOn: [] },
  ])
  expect(status.enums).toMatchObject([{ name: 'color', status: 'absent' }])
  expect(status.history).toBe('present')
})

test('check of a database that is as it should be', async () => {
  await used.migrator(migrations).up()
  const result = await used.migrator(migrations, { definitions: [color] }).check()
  expect(result).toEqual({ ok: true, pending: [], problems: [] })
})

test('check collects what is wrong: order, history, enums, definitions', async () => {
  await used.migrator([migrations[0] ?? table('x', 'x'), table('002_gone', 'g')]).up()
  await used.query(`alter type color rename value 'green' to 'grün'`)
  const live = defineEnum({ name: 'color', values: ['red', 'green', 'blue'] })
  const result = await used.migrator(migrations, { definitions: [live] }).check()
  expect(result.ok).toBe(false)
  expect(result.pending).toEqual(['002_b', '003_c'])
  expect(result.problems.map(({ code }) => code)).toEqual([
    'MIGRATION_RECORDED_MISSING',
    'MIGRATION_OUT_OF_ORDER',
    'ENUM_VALUES_MISMATCH',
    'DEFINITION_NOT_MIGRATED',
  ])
})

test('check asks the newest applied migration what else must hold', async () => {
  const problem = new OmniError('TABLE_MISMATCH', { message: 'm', hint: 'h', details: { table: 'b' } })
  const asked: string[] = []
  const asking = (migration: Migration): Migration => ({
    ...migration,
    async check(_db, { schema }) {
      asked.push(`${migration.name} in ${schema}`)
      return [problem]
    },
  })
  await used.migrator(migrations).up('2')
  const result = await used.migrator(migrations.map(asking)).check()
  expect(result.problems).toEqual([
    { code: 'TABLE_MISMATCH', message: 'm', hint: 'h', details: { table: 'b' } },
  ])
  expect(asked).toEqual(['002_b in public'])
})

test('up fails on what the newest applied migration finds, with and without something pending', async () => {
  const problem = new OmniError('TABLE_MISMATCH', { message: 'm', hint: 'h', details: {} })
  const other = new OmniError('INDEX_MISMATCH', { message: 'i', hint: 'h', details: {} })
  const asking = migrations.map((migration) => ({ ...migration, check: async () => [problem, other] }))
  const { lines, logger } = collectLog()
  await expect(used.migrator(asking, { logger }).up()).rejects.toBe(problem)
  expect(await used.history()).toEqual(migrations.map(({ name }) => name))
  await expect(used.migrator(asking, { logger }).up()).rejects.toBe(problem)
  expect(lines.filter((line) => line.startsWith('error'))).toEqual([
    'error: INDEX_MISMATCH: i',
    'error: INDEX_MISMATCH: i',
  ])
})

test('check reports a broken graph as problems', async () => {
  const result = await used.migrator([{ ...table('001_a', 'a'), dependsOn: ['0'] }]).check()
  expect(result).toMatchObject({ ok: false, problems: [{ code: 'MIGRATION_DEPENDENCY_MISSING' }] })
})

test('status and check write nothing', async () => {
  await used.migrator(migrations).status()
  await used.migrator(migrations).check()
  expect(await used.query(`select to_regclass('kysely_migration') as history`)).toEqual([{ history: null }])
})

test('a role that may only connect is told what it needs to read the history', async () => {
  await used.migrator(migrations).up()
  await used.query('drop role if exists omni_migrator_reader; create role omni_migrator_reader login')
  const pool = used.openPool({ options: '-c role=omni_migrator_reader' })
  await used.query('revoke all on schema public from public')
  const migrator = used.migrator(migrations, { db: pool, schema: 'public' })
  const error = await errorOf(migrator.status())
  expect(render(error)).toMatchInlineSnapshot(`
    "PERMISSION_DENIED: The role may not read the migration history: permission denied for schema public
    → As the owner: GRANT USAGE ON SCHEMA public TO omni_migrator_reader; GRANT SELECT ON public.kysely_migration TO omni_migrator_reader;"
  `)
  expect((await errorOf(migrator.check())).code).toBe('PERMISSION_DENIED')
  await used.query(error.hint.slice(error.hint.indexOf('GRANT')))
  expect((await migrator.check()).ok).toBe(true)
  await used.query('drop owned by omni_migrator_reader; drop role omni_migrator_reader')
})

test('a role that may only connect gets the state of a database without a history', async () => {
  await used.query('drop role if exists omni_migrator_reader; create role omni_migrator_reader login')
  const pool = used.openPool({ options: '-c role=omni_migrator_reader' })
  const status = await used.migrator(migrations, { db: pool, schema: 'public' }).status()
  expect(status).toMatchObject({ history: 'absent', server: { user: 'omni_migrator_reader' } })
  await used.query('drop role omni_migrator_reader')
})

test('status and check work where transactions are read-only, and up says that it cannot', async () => {
  await used.migrator(migrations).up()
  const pool = used.openPool({ options: '-c default_transaction_read_only=on' })
  const migrator = used.migrator(migrations, { db: pool })
  expect((await migrator.status()).server.readOnly).toBe(true)
  expect((await migrator.check()).ok).toBe(true)
  expect(render(await errorOf(migrator.up()))).toMatchInlineSnapshot(`
    "READ_ONLY: Transactions of this connection are read-only (default_transaction_read_only is on)
    → Connect as a role, or to a database, that may write: ALTER ROLE … SET default_transaction_read_only = off;"
  `)
  expect((await errorOf(migrator.down())).code).toBe('READ_ONLY')
})
