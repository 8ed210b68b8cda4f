import { createMigrator } from '@omni/migrator'
import { quoteIdentifier } from '@omni/pg-enum-guard'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { failureOf, type OpenDatabase, openDatabase } from '../../test/open-database.ts'
import { definitions } from '../definitions.ts'
import { migrations } from '../migrations.ts'

// What somebody does to a database on which migration 004 ran has to be found by the next deploy.

let open: OpenDatabase
beforeEach(async () => {
  open = await openDatabase()
  await migrator().up()
})
afterEach(() => open.close())

const migrator = () => createMigrator({ db: open.db, migrations, definitions, logger: open.logger })

test('the enum was dropped with CASCADE: what each error says repairs it, the lost column included', async () => {
  await open.sql('drop type node_type_enum cascade')

  const absent = await failureOf(migrator().up())
  expect(absent.code).toBe('ENUM_ABSENT')
  const [create] = /CREATE TYPE .*;/.exec(absent.hint) ?? []
  await open.sql(create ?? '')

  const lacking = await failureOf(migrator().up())
  expect(lacking.code).toBe('TABLE_MISMATCH')
  expect(lacking.message).toContain('node_type')
  for (const [statement] of lacking.hint.matchAll(/^ *(?:ALTER TABLE|CREATE INDEX)[^;]*;/gm)) {
    await open.sql(statement.replaceAll('…', quoteIdentifier('effect')))
  }
  expect((await migrator().up()).applied).toEqual([])
  expect(await migrator().check()).toEqual({ ok: true, pending: [], problems: [] })
})

test('an index was dropped: up fails although nothing is pending, and says how to make it again', async () => {
  await open.sql('drop index idx_node_registrations_updated_at')
  const error = await failureOf(migrator().up())
  expect(error.code).toBe('INDEX_MISMATCH')
  const [create] = /CREATE INDEX [^;]*;/.exec(error.hint) ?? []
  await open.sql(create ?? '')
  expect((await migrator().up()).applied).toEqual([])
})

test('a column of another type is found by the next up', async () => {
  await open.sql('alter table node_registrations alter column node_id type text')
  expect((await failureOf(migrator().up())).code).toBe('TABLE_MISMATCH')
})
