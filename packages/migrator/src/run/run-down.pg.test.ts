import { expect, test } from 'vitest'
import { collectLog } from '../testing/collect-log.ts'
import { errorOf, render } from '../testing/error-of.ts'
import { enumeration, statements, table } from '../testing/migrations.ts'
import { useDatabase } from '../testing/use-database.ts'

const used = useDatabase()
const color = { name: 'color', values: ['red', 'green'] }
const migrations = [enumeration('004_a', color), table('005_b', 'b'), table('006_c', 'c')]

test('without a target reverts one migration, the last', async () => {
  await used.migrator(migrations).up()
  const result = await used.migrator(migrations).down()
  expect(result).toMatchObject({
    direction: 'down',
    applied: [{ name: '006_c', direction: 'down' }],
    alreadyApplied: ['004_a', '005_b', '006_c'],
    enums: [{ name: 'color', status: 'matches' }],
  })
  expect(await used.history()).toEqual(['004_a', '005_b'])
})

test('down 004 reverts everything after 004, down 003 everything', async () => {
  await used.migrator(migrations).up()
  expect((await used.migrator(migrations).down('004')).applied.map(({ name }) => name)).toEqual([
    '006_c',
    '005_b',
  ])
  expect((await used.migrator(migrations).down('003')).applied.map(({ name }) => name)).toEqual(['004_a'])
  expect(await used.query(`select to_regtype('color') as color`)).toEqual([{ color: null }])
})

test('a second time reverts nothing', async () => {
  await used.migrator(migrations).up()
  await used.migrator(migrations).down('3')
  const { lines, logger } = collectLog()
  expect((await used.migrator(migrations, { logger }).down('3')).applied).toEqual([])
  expect((await used.migrator(migrations).down()).applied).toEqual([])
  expect(lines).toEqual(['info: nothing to revert'])
})

test('reverts nothing where one of the range has no down', async () => {
  const list = [table('001_a', 'a'), statements('002_b', 'create table b (id int)'), table('003_c', 'c')]
  await used.migrator(list).up()
  const error = await errorOf(used.migrator(list).down('0'))
  expect(render(error)).toMatchInlineSnapshot(`
    "MIGRATION_DOWN_MISSING: Cannot revert 3 migration(s): "002_b" has no down
    → Write its down, or go forward with a new migration that undoes it. Nothing was reverted."
  `)
  expect(await used.history()).toEqual(['001_a', '002_b', '003_c'])
})

test('a failed down stays applied', async () => {
  const list = [statements('001_a', 'create table a (id int)', 'drop table a; drop table nowhere')]
  await used.migrator(list).up()
  const error = await errorOf(used.migrator(list).down())
  expect(error).toMatchObject({
    code: 'MIGRATION_FAILED',
    message: [
      'Migration "001_a" failed (down): table "nowhere" does not exist (SQLSTATE 42P01)',
      '  Statement: drop table a; drop table nowhere',
    ].join('\n'),
  })
  expect(await used.query('select * from a')).toEqual([])
  expect(await used.history()).toEqual(['001_a'])
})

test("a guard's refusal comes through unchanged", async () => {
  await used.migrator(migrations).up('4')
  await used.query('create table paint (c color)')
  const error = await errorOf(used.migrator(migrations).down())
  expect(error.code).toBe('ENUM_IN_USE')
  expect(await used.history()).toEqual(['004_a'])
})

test('drift does not keep a migration from being reverted', async () => {
  await used.migrator(migrations).up('4')
  await used.query(`alter type color add value 'blue'`)
  expect((await used.migrator(migrations).down()).enums).toEqual([])
})

test('going down is the way out of a wrong order', async () => {
  await used.migrator([table('001_a', 'a'), table('003_c', 'c')]).up()
  const list = [table('001_a', 'a'), table('002_b', 'b'), table('003_c', 'c')]
  expect((await errorOf(used.migrator(list).up())).code).toBe('MIGRATION_OUT_OF_ORDER')
  await used.migrator(list).down('1')
  expect((await used.migrator(list).up()).applied.map(({ name }) => name)).toEqual(['002_b', '003_c'])
})

test('redo reverts the last migration and applies it again, in one transaction', async () => {
  await used.migrator(migrations).up()
  await used.query('insert into c values (1)')
  const result = await used.migrator(migrations).redo()
  expect(result).toMatchObject({
    direction: 'redo',
    applied: [
      { name: '006_c', direction: 'down' },
      { name: '006_c', direction: 'up' },
    ],
  })
  expect(await used.query('select * from c')).toEqual([])
  expect(await used.history()).toEqual(['004_a', '005_b', '006_c'])
})

test('redo makes an enum again that had drifted', async () => {
  await used.migrator(migrations).up('4')
  await used.query(`alter type color add value 'blue'`)
  expect((await used.migrator(migrations).redo()).enums).toMatchObject([{ status: 'matches' }])
})

test('a redo that fails on the way up leaves what was there', async () => {
  const list = [statements('001_a', 'create table a (id int)', 'drop table a')]
  await used.migrator(list).up()
  await used.query('insert into a values (1)')
  const broken = [statements('001_a', 'create table a (id nonsense)', 'drop table a')]
  const error = await errorOf(used.migrator(broken).redo())
  expect(error).toMatchObject({ code: 'MIGRATION_FAILED', details: { direction: 'up', rolledBack: true } })
  expect(await used.query('select * from a')).toEqual([{ id: 1 }])
  expect(await used.history()).toEqual(['001_a'])
})

test('redo with nothing applied does nothing', async () => {
  expect((await used.migrator(migrations).redo()).applied).toEqual([])
})

test('redo without a down is refused', async () => {
  const list = [statements('001_a', 'create table a (id int)')]
  await used.migrator(list).up()
  expect((await errorOf(used.migrator(list).redo())).code).toBe('MIGRATION_DOWN_MISSING')
})
