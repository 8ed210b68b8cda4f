import { expect, test } from 'vitest'
import type { Migration } from '../migration.ts'
import { planDown, planUp } from './plan-run.ts'

const names = ['001', '002', '003']
const migrations: Migration[] = names.map((name) => ({ name, async up() {}, async down() {} }))
const down = (recorded: string[], after: string | null | undefined) =>
  planDown({
    migrations,
    recorded,
    target: after === undefined ? null : { after },
    table: 'public.kysely_migration',
  })

test('up applies what is pending, up to and with the target', () => {
  expect(planUp(names, ['001'], null)).toEqual(['002', '003'])
  expect(planUp(names, ['001'], { after: '002' })).toEqual(['002'])
  expect(planUp(names, ['001', '002'], { after: '001' })).toEqual([])
  expect(planUp(names, [], { after: null })).toEqual([])
})

test('down reverts one, or everything after the target, the last applied first', () => {
  expect(down(['001', '002', '003'], undefined)).toEqual(['003'])
  expect(down(['001', '002', '003'], '001')).toEqual(['003', '002'])
  expect(down(['001', '002', '003'], null)).toEqual(['003', '002', '001'])
  expect(down(['001'], '002')).toEqual([])
  expect(down([], undefined)).toEqual([])
})

test('down refuses a range with a migration that cannot be reverted, before it reverts any', () => {
  const irreversible = { name: '002', async up() {} }
  expect(() =>
    planDown({
      migrations: [irreversible, ...migrations.filter(({ name }) => name !== '002')],
      recorded: names,
      target: { after: null },
      table: 't',
    }),
  ).toThrow(
    expect.objectContaining({
      code: 'MIGRATION_DOWN_MISSING',
      message: 'Cannot revert 3 migration(s): "002" has no down',
      details: { migrations: ['002'], planned: ['003', '002', '001'] },
    }),
  )
})

test('down refuses a range that was applied in another order', () => {
  expect(() => down(['001', '003', '002'], '002')).toThrow(
    expect.objectContaining({
      code: 'HISTORY_INVALID',
      message:
        'The migration history public.kysely_migration cannot be used: "002" was applied after migrations that sort after it, so it would have to be reverted first',
    }),
  )
  expect(down(['001', '003', '002'], '001')).toEqual(['002', '003'])
})
