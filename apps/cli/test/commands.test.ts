import { createTestDatabase, type TestDatabase } from '@omni/test-postgres'
import type { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type CliResult, runCli, stable } from './run-cli.ts'

let database: TestDatabase
let client: Client

beforeAll(async () => {
  database = await createTestDatabase()
  client = await database.client()
})
afterAll(() => database.drop())

function run(...args: string[]): Promise<CliResult> {
  return runCli(args, { env: { DATABASE_URL: database.url } })
}

function shown({ exitCode, stdout }: CliResult): string {
  return `${stable(stdout, database.url)}exit ${exitCode}`
}

test('wait says that the server answers', async () => {
  expect(shown(await run('wait', '--timeout', '10s'))).toMatchInlineSnapshot(`
    "ready: <url> answers after <duration>
    exit 0"
  `)
})

test('status before the first migration', async () => {
  expect(shown(await run('status'))).toMatchInlineSnapshot(`
    "<url>, schema public, PostgreSQL <version>
      pending  004_20251003_node_registrations
    1 migration pending
    exit 0"
  `)
  expect((await run('status', '--exit-code')).exitCode).toBe(3)
})

test('check before the first migration is pending', async () => {
  expect(shown(await run('check'))).toMatchInlineSnapshot(`
    "<url>
    1 migration pending: 004_20251003_node_registrations
    exit 3"
  `)
})

test('enum list and enum show before the first migration', async () => {
  expect(shown(await run('enum', 'list'))).toMatchInlineSnapshot(`
    "<url>
      public.node_type_enum  absent
    exit 0"
  `)
  expect(shown(await run('enum', 'show', 'node_type_enum'))).toMatchInlineSnapshot(`
    "<url>
    public.node_type_enum  absent
      -  effect        missing in the database
      -  compute       missing in the database
      -  reducer       missing in the database
      -  orchestrator  missing in the database
    exit 0"
  `)
})

test('up applies, and logs each decision with its time on stderr', async () => {
  const result = await run('up')
  expect(shown(result)).toMatchInlineSnapshot(`
    "<url>, schema public
      applied  004_20251003_node_registrations  <duration>
      enum     public.node_type_enum            matches
    done: 1 migration applied, 1 enum validated in <duration>
    exit 0"
  `)
  expect(stable(result.stderr)).toMatchInlineSnapshot(`
    "<time> info applying "004_20251003_node_registrations"
    <time> info enum public.node_type_enum: created
    <time> info table public.node_registrations: created
    <time> info index public.idx_node_registrations_node_id: created
    <time> info index public.idx_node_registrations_node_type: created
    <time> info index public.idx_node_registrations_last_heartbeat: created
    <time> info index public.idx_node_registrations_updated_at: created
    <time> info index public.idx_node_registrations_capabilities_gin: created
    <time> info index public.idx_node_registrations_endpoints_gin: created
    <time> info index public.idx_node_registrations_metadata_gin: created
    "
  `)
})

test('up again has nothing to do, validates, and succeeds', async () => {
  expect(shown(await run('up'))).toMatchInlineSnapshot(`
    "<url>, schema public
    nothing to do: already at 004_20251003_node_registrations, 1 enum validated
    exit 0"
  `)
})

test('--quiet leaves stderr empty', async () => {
  expect(await run('up', '--quiet')).toMatchObject({ exitCode: 0, stderr: '' })
})

test('status and check of a migrated database', async () => {
  expect(shown(await run('status', '--exit-code'))).toMatchInlineSnapshot(`
    "<url>, schema public, PostgreSQL <version>
      applied  004_20251003_node_registrations  <time>
      enum     public.node_type_enum            matches
    up to date
    exit 0"
  `)
  expect(shown(await run('check'))).toMatchInlineSnapshot(`
    "<url>
    the database is as the code expects
    exit 0"
  `)
})

test('enum list shows enums that the code does not know, too', async () => {
  await client.query(`create type mood as enum ('sad', 'ok')`)
  expect(shown(await run('enum', 'list'))).toMatchInlineSnapshot(`
    "<url>
      public.node_type_enum  matches          effect, compute, reducer, orchestrator
      public.mood            not in the code  sad, ok
    exit 0"
  `)
})

test('enum show lists labels in order and what depends on the enum, by name and by schema.name', async () => {
  const byName = await run('enum', 'show', 'node_type_enum')
  expect(shown(byName)).toMatchInlineSnapshot(`
    "<url>
    public.node_type_enum  matches
      1  effect
      2  compute
      3  reducer
      4  orchestrator

    used by
      public.node_registrations.node_type
    exit 0"
  `)
  expect((await run('enum', 'show', 'public.node_type_enum')).stdout).toBe(byName.stdout)
  expect(shown(await run('enum', 'show', 'mood'))).toMatchInlineSnapshot(`
    "<url>
    public.mood  not in the code
      1  sad
      2  ok
    exit 0"
  `)
})

test('enum show of an unknown name lists those that exist', async () => {
  const result = await run('enum', 'show', 'node_type')
  expect(result).toMatchObject({ exitCode: 2, stdout: '' })
  expect(result.stderr).toMatchInlineSnapshot(`
    "error ENUM_UNKNOWN
    There is no enum 'node_type', neither in the code nor in the schema.

    Known: node_type_enum, mood
    "
  `)
})

test('down of an empty table needs no leave; twice is safe', async () => {
  expect(shown(await run('down', '003'))).toMatchInlineSnapshot(`
    "<url>, schema public
      reverted  004_20251003_node_registrations  <duration>
    done: 1 migration reverted in <duration>
    exit 0"
  `)
  expect(shown(await run('down', '003'))).toMatchInlineSnapshot(`
    "<url>, schema public
    nothing to do: no migration is applied
    exit 0"
  `)
  await run('up')
})

test('down and redo of a table with rows are refused, and say exactly what to set', async () => {
  await client.query(
    `insert into node_registrations (node_id, node_type) values ('a', 'effect'), ('b', 'compute')`,
  )
  const result = await run('down')
  expect(result).toMatchObject({ exitCode: 5, stdout: '' })
  expect(stable(result.stderr)).toMatchInlineSnapshot(`
    "<time> info reverting "004_20251003_node_registrations"
    error DESTRUCTIVE_MIGRATION_BLOCKED
    DESTRUCTIVE MIGRATION BLOCKED: node_registrations table contains 2 records

    Rolling back drops table public.node_registrations: permanent data loss. Nothing was changed.

    To proceed anyway:
      1. Back up the table:
           pg_dump --format=custom --file=node_registrations.dump -t public.node_registrations "$DATABASE_URL"
      2. Look at how much would be lost:
           SELECT count(*) FROM public.node_registrations;
      3. Allow it, and roll back again:
           ALLOW_DESTRUCTIVE_MIGRATION=true   (in code: allowDestructive: true)
    "
  `)
  expect((await run('redo')).exitCode).toBe(5)
  const { rows } = await client.query('select node_id from node_registrations order by 1')
  expect(rows).toEqual([{ node_id: 'a' }, { node_id: 'b' }])
})

test.each(['1', 'yes', 'TRUE', ''])('ALLOW_DESTRUCTIVE_MIGRATION=%s does not allow it', async (value) => {
  const env = { DATABASE_URL: database.url, ALLOW_DESTRUCTIVE_MIGRATION: value }
  const result = await runCli(['down'], { env })
  expect(result.exitCode).toBe(5)
  expect(result.stderr).toContain(
    `ALLOW_DESTRUCTIVE_MIGRATION is '${value}' now; only the value 'true' allows it.`,
  )
})

test('redo with ALLOW_DESTRUCTIVE_MIGRATION=true removes the rows and applies the migration again', async () => {
  const result = await runCli(['redo'], {
    env: { DATABASE_URL: database.url, ALLOW_DESTRUCTIVE_MIGRATION: 'true' },
  })
  expect(shown(result)).toMatchInlineSnapshot(`
    "<url>, schema public
      reverted  004_20251003_node_registrations  <duration>
      applied   004_20251003_node_registrations  <duration>
      enum      public.node_type_enum            matches
    done: 1 migration reverted and applied again, 1 enum validated in <duration>
    exit 0"
  `)
  expect((await client.query('select from node_registrations')).rowCount).toBe(0)
})

test('--schema works in another schema, and one that does not exist is a configuration error', async () => {
  await client.query('create schema "Other App"')
  const result = await run('up', '--schema', 'Other App')
  expect(shown(result)).toMatchInlineSnapshot(`
    "<url>, schema Other App
      applied  004_20251003_node_registrations  <duration>
      enum     Other App.node_type_enum         matches
    done: 1 migration applied, 1 enum validated in <duration>
    exit 0"
  `)
  expect(await run('up', '--schema', 'absent')).toMatchObject({ exitCode: 2 })
})

test('help that was asked for goes to stdout, help that was not to stderr with exit 2', async () => {
  for (const args of [['--help'], ['help'], ['help', 'enum'], ['enum', '--help'], ['up', '-h']]) {
    const result = await run(...args)
    expect(result).toMatchObject({ exitCode: 0, stderr: '' })
    expect(result.stdout).toMatch(/^Usage: omni /)
  }
  for (const args of [[], ['enum']]) {
    const result = await run(...args)
    expect(result).toMatchObject({ exitCode: 2, stdout: '' })
    expect(result.stderr).toMatch(/^Usage: omni /)
  }
})
