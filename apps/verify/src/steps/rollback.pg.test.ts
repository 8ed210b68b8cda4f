import { randomBytes } from 'node:crypto'
import { defineMigration, type Migration } from '@omni/migrator'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { startDatabase } from '../testing/start-database.ts'
import { rollbackStep } from './rollback.ts'

const { client, urlOf, run: runAs } = startDatabase()
const role = `omni_verify_plain_${randomBytes(4).toString('hex')}`
// Other test files make scratch databases on the same server, too: these are known by their owner.
const owner = `omni_verify_owner_${randomBytes(4).toString('hex')}`
const run: typeof runAs = (step, overrides) => runAs(step, { url: urlOf(owner), ...overrides })

beforeAll(() =>
  client().query(
    `create role ${role} login password '${role}'; create role ${owner} superuser login password '${owner}'`,
  ),
)
afterAll(() => client().query(`drop role ${role}; drop role ${owner}`))
afterEach(async () => {
  expect(await scratchDatabases()).toEqual([])
  const { rows } = await client().query(
    `select relname from pg_class where relnamespace = 'public'::regnamespace`,
  )
  expect(rows).toEqual([])
})

async function scratchDatabases(): Promise<string[]> {
  const { rows } = await client().query<{ datname: string }>(
    `select datname from pg_database where datdba = $1::regrole and datname ~ '^omni_verify_[0-9a-f]+$'`,
    [owner],
  )
  return rows.map(({ datname }) => datname)
}

const migration = (up: string, down: string): Migration =>
  defineMigration({
    name: '001_boats',
    up: async (db) => void (await sql.raw(up).execute(db)),
    down: async (db) => void (await sql.raw(down).execute(db)),
  })
const runOf = (up: string, down: string) =>
  run(rollbackStep, { migrations: [migration(up, down)], definitions: [] })

describe('rollback', () => {
  test("OmniNode's migrations go up, down and up, and leave no database behind", async () => {
    const outcome = await run(rollbackStep)
    expect(outcome).toMatchObject({ status: 'passed' })
    expect(outcome.summary).toMatch(/^\d+ objects made, removed and made again$/)
  })

  test('works in the schema that was asked for', async () => {
    expect(await run(rollbackStep, { schema: 'Fleet "A"' })).toMatchObject({ status: 'passed' })
  })

  test('a down that forgets an object fails and names it', async () => {
    const outcome = await runOf(
      `create type boat as enum ('sail', 'motor'); create table boats (kind boat)`,
      'drop table boats',
    )
    expect(outcome).toMatchObject({ status: 'failed', summary: 'down does not take back what up did' })
    expect(outcome.problems?.[0]?.message).toBe(
      [
        'After down the database is not as it was before up:',
        '  extra type public.boat',
        '  extra type public.boat[]',
      ].join('\n'),
    )
  })

  test('a down that leaves a right behind fails and names it', async () => {
    const { status, problems = [] } = await runOf(
      'create table boats (id int); revoke usage on schema public from public',
      'drop table boats',
    )
    expect({ status, codes: problems.map(({ code }) => code) }).toEqual({
      status: 'failed',
      codes: ['INVENTORY_DIFFERS'],
    })
    expect(problems[0]?.message).toMatch(
      /^After down the database is not as it was before up:\n {2}changed schema public: acl /,
    )
  })

  test('an up that makes something else the second time fails and says what', async () => {
    // Roles belong to the server, so no inventory of the database holds them.
    const once = `${role}_once`
    const { status, problems = [] } = await runOf(
      `create table boats (id int);
       do $$ begin
         if exists (select from pg_roles where rolname = '${once}') then create index on boats (id);
         else create role ${once}; end if;
       end $$`,
      'drop table boats',
    )
    await client().query(`drop role ${once}`)
    expect(status).toBe('failed')
    expect(problems.map(({ message }) => message)).toEqual([
      [
        'After the second up the database is not as it was after the first:',
        '  extra index public.boats_id_idx',
        '  extra index column public.boats_id_idx.id',
      ].join('\n'),
    ])
  })

  test('an up that fails fails the step', async () => {
    await expect(runOf('create table boats (id nonsense)', 'select 1')).rejects.toMatchObject({
      code: 'MIGRATION_FAILED',
    })
  })

  test('when it is interrupted, the scratch database is dropped', async () => {
    const controller = new AbortController()
    const slow = run(rollbackStep, {
      migrations: [migration('select pg_sleep(600)', 'select 1')],
      definitions: [],
      signal: controller.signal,
    })
    slow.catch(() => undefined)
    await expect.poll(sleeping, { timeout: 20_000 }).toBe(1)
    expect(await scratchDatabases()).toHaveLength(1)
    controller.abort()
    await expect(slow).rejects.toMatchObject({ code: 'INTERRUPTED' })
  })

  test('a role that may not create databases: skipped, not passed, with the way to a server', async () => {
    const outcome = await run(rollbackStep, { url: urlOf(role) })
    expect(outcome).toMatchObject({
      status: 'skipped',
      summary: `role ${role} may not create databases`,
      next: [{ command: expect.stringMatching(/^DATABASE_URL=\S+ pnpm verify --only rollback$/) }],
    })
  })

  test('a role that may not create databases fails with --require-db', async () => {
    await expect(run(rollbackStep, { url: urlOf(role), requireDb: true })).rejects.toMatchObject({
      code: 'SCRATCH_DATABASE_DENIED',
      hint: expect.stringContaining(`ALTER ROLE ${role} CREATEDB;`),
    })
  })
})

async function sleeping(): Promise<number | null> {
  const { rowCount } = await client().query(
    `select 1 from pg_stat_activity where usename = $1 and query like 'select pg_sleep(600)%'`,
    [owner],
  )
  return rowCount
}
