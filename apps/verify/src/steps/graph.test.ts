import { defineMigration, type Migration } from '@omni/migrator'
import { describe, expect, test } from 'vitest'
import { createContext } from '../testing/create-context.ts'
import { graphStep } from './graph.ts'

const migration = (name: string, more: Partial<Migration> = {}) =>
  defineMigration({ name, async up() {}, async down() {}, ...more })
const run = (migrations: readonly Migration[]) => graphStep.run(createContext({ migrations }))
const codesOf = async (migrations: readonly Migration[]) => {
  const { status, problems = [] } = await run(migrations)
  return { status, codes: problems.map(({ code }) => code) }
}

describe('graph', () => {
  test("OmniNode's migrations pass", async () => {
    expect(await graphStep.run(createContext())).toMatchObject({
      status: 'passed',
      facts: { migrations: [{ name: '004_20251003_node_registrations', down: true }] },
    })
  })

  test('a dependency that does not exist, is circular or sorts later fails', async () => {
    expect(await codesOf([migration('002', { dependsOn: ['001'] })])).toEqual({
      status: 'failed',
      codes: ['MIGRATION_DEPENDENCY_MISSING'],
    })
    const circle = [migration('001', { dependsOn: ['002'] }), migration('002', { dependsOn: ['001'] })]
    expect(await codesOf(circle)).toEqual({ status: 'failed', codes: ['MIGRATION_DEPENDENCY_CYCLE'] })
    expect(await codesOf([migration('001', { dependsOn: ['002'] }), migration('002')])).toEqual({
      status: 'failed',
      codes: ['MIGRATION_DEPENDENCY_ORDER'],
    })
  })

  test('a name that is there twice fails', async () => {
    expect(await codesOf([migration('001_a'), migration('001_a')])).toEqual({
      status: 'failed',
      codes: ['MIGRATION_NAME_DUPLICATE'],
    })
  })

  test('a number that two migrations begin with fails: nobody can go up or down to it', async () => {
    expect(await codesOf([migration('001_a'), migration('001_b')])).toEqual({
      status: 'failed',
      codes: ['TARGET_AMBIGUOUS'],
    })
  })

  test('a migration without a way back fails', async () => {
    expect(await codesOf([{ name: '001_a', async up() {} }])).toEqual({
      status: 'failed',
      codes: ['MIGRATION_DOWN_MISSING'],
    })
  })

  test('every problem is told at once', async () => {
    const { status, codes } = await codesOf([{ name: '001', dependsOn: ['000'], async up() {} }])
    expect({ status, codes }).toEqual({
      status: 'failed',
      codes: ['MIGRATION_DEPENDENCY_MISSING', 'MIGRATION_DOWN_MISSING'],
    })
  })

  test('no migrations at all is not a pass', async () => {
    expect(await codesOf([])).toEqual({ status: 'failed', codes: ['NOTHING_TO_CHECK'] })
  })
})
