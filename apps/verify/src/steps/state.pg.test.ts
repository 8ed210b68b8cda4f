import { migrations } from '@omni/migrations'
import { createMigrator } from '@omni/migrator'
import pg from 'pg'
import { afterEach, describe, expect, test } from 'vitest'
import { startDatabase } from '../testing/start-database.ts'
import { stateStep } from './state.ts'

const { database, client, run } = startDatabase()

async function up(): Promise<void> {
  const pool = new pg.Pool({ connectionString: database().url })
  try {
    await createMigrator({ db: pool, migrations }).up()
  } finally {
    await pool.end()
  }
}
const codesOf = async () => {
  const { status, problems = [] } = await run(stateStep)
  return { status, codes: problems.map(({ code }) => code) }
}

afterEach(async () => {
  await client().query('drop schema public cascade; create schema public')
})

describe('state', () => {
  test('an empty database passes, and says what is pending and how to apply it', async () => {
    expect(await run(stateStep)).toMatchObject({
      status: 'passed',
      summary: '004_20251003_node_registrations pending, nothing in the way',
      next: [{ why: 'apply 1 pending migration', command: 'pnpm cli up' }],
    })
  })

  test('a migrated database passes', async () => {
    await up()
    const outcome = await run(stateStep)
    expect(outcome).toMatchObject({
      status: 'passed',
      summary: 'at 004_20251003_node_registrations, as the code says',
      facts: { pending: [], enums: [{ name: 'node_type_enum', status: 'matches' }] },
      next: [],
    })
    expect(outcome.details).toContain('enum public.node_type_enum: matches')
  })

  test('a drifted enum fails with the statements that repair it', async () => {
    await up()
    await client().query(`alter type node_type_enum rename value 'reducer' to 'wrong_value'`)
    const { status, problems = [], next } = await run(stateStep)
    expect(status).toBe('failed')
    expect(problems[0]?.code).toBe('ENUM_VALUES_MISMATCH')
    expect(problems[0]?.message).toContain(
      `ALTER TYPE public.node_type_enum RENAME VALUE 'wrong_value' TO 'reducer'`,
    )
    expect(next).toEqual([{ why: 'after the repair', command: 'pnpm cli check' }])
  })

  test('a missing index fails', async () => {
    await up()
    await client().query('drop index idx_node_registrations_metadata_gin')
    expect(await codesOf()).toEqual({ status: 'failed', codes: ['INDEX_MISMATCH'] })
  })

  test('a table of another shape fails', async () => {
    await up()
    await client().query('alter table node_registrations drop column metadata, alter node_id type text')
    expect(await codesOf()).toEqual({ status: 'failed', codes: ['TABLE_MISMATCH'] })
  })

  test('a table that is gone fails', async () => {
    await up()
    await client().query('drop table node_registrations')
    expect(await codesOf()).toEqual({ status: 'failed', codes: ['TABLE_MISMATCH'] })
  })

  test('an old history that names a migration which no longer exists fails', async () => {
    await up()
    await client().query(`insert into kysely_migration values ('001_old', '2020-01-01T00:00:00.000Z')`)
    expect(await codesOf()).toEqual({ status: 'failed', codes: ['MIGRATION_RECORDED_MISSING'] })
  })

  test('an enum in the way of a pending migration fails, before up meets it', async () => {
    await client().query(`create type node_type_enum as enum ('compute', 'effect', 'wrong_value')`)
    expect(await codesOf()).toEqual({ status: 'failed', codes: ['ENUM_VALUES_MISMATCH'] })
  })

  test('a table in the way of a pending migration fails, before up meets it', async () => {
    await client().query(`create table node_registrations (id int)`)
    expect(await codesOf()).toEqual({ status: 'failed', codes: ['TABLE_MISMATCH'] })
  })

  test('a database whose history was lost passes: what is there already is equal', async () => {
    await up()
    await client().query('drop table kysely_migration, kysely_migration_lock')
    expect(await run(stateStep)).toMatchObject({ status: 'passed', facts: { history: 'absent' } })
  })

  test('an enum that a pending migration is to change is pending, not drifted', async () => {
    await up()
    const next = {
      name: '005_more_labels',
      enums: [
        { name: 'node_type_enum', values: ['effect', 'compute', 'reducer', 'orchestrator', 'gateway'] },
      ],
      async up() {},
      async down() {},
    }
    const outcome = await run(stateStep, { migrations: [...migrations, next], definitions: [] })
    expect(outcome).toMatchObject({
      status: 'passed',
      summary: '005_more_labels pending, nothing in the way',
    })
  })

  test('changes nothing', async () => {
    await run(stateStep)
    const { rows } = await client().query(
      `select 1 from pg_class where relnamespace = 'public'::regnamespace`,
    )
    expect(rows).toEqual([])
  })
})
