import { RUN_LOCK_KEY } from '@omni/migrator'
import { createTestDatabase, type TestDatabase } from '@omni/test-postgres'
import type { Client } from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { runCli } from './run-cli.ts'

const MIGRATION = '004_20251003_node_registrations'

let database: TestDatabase
let client: Client

beforeEach(async () => {
  database = await createTestDatabase()
  client = await database.client()
})
afterEach(() => database.drop())

async function run(...args: string[]) {
  const result = await runCli([...args, '--json', '--quiet'], { env: { DATABASE_URL: database.url } })
  return { exitCode: result.exitCode, document: JSON.parse(result.stdout), stderr: result.stderr }
}

function failure(exitCode: number, code: string) {
  return { exitCode, document: { error: { code } } }
}

async function urlOf(role: string): Promise<string> {
  await client.query(`create role ${role} login password 'role-pw'`)
  const url = new URL(database.url)
  url.username = role
  url.password = 'role-pw'
  return url.href
}

test('0: done, and nothing to do', async () => {
  expect(await run('up')).toMatchObject({ exitCode: 0, document: { applied: [{ name: MIGRATION }] } })
  expect(await run('up')).toMatchObject({ exitCode: 0, document: { applied: [] } })
})

test('1: a role that may not create in the schema, which is left as it was', async () => {
  await client.query('revoke create on schema public from public')
  const role = `cli_${database.name}`
  const { exitCode, stdout } = await runCli(['up', '--json'], { env: { DATABASE_URL: await urlOf(role) } })
  expect(JSON.parse(stdout)).toMatchObject({
    error: { code: 'PERMISSION_DENIED', details: expect.any(Object) },
  })
  expect(exitCode).toBe(1)
  const { rows } = await client.query(
    `select from pg_catalog.pg_class where relnamespace = 'public'::regnamespace`,
  )
  expect(rows).toEqual([])
  await client.query(`drop role ${role}`)
})

test('1: a read-only server; reading it works', async () => {
  await client.query(`alter database "${database.name}" set default_transaction_read_only = on`)
  expect(await run('status')).toMatchObject({ exitCode: 0, document: { server: { readOnly: true } } })
  expect(await run('check')).toMatchObject({ exitCode: 3 })
  expect(await run('up')).toMatchObject(failure(1, 'READ_ONLY'))
})

test('2: usage', async () => {
  expect(await run('up', '--nope')).toMatchObject(failure(2, 'USAGE'))
  expect(await run('up', '999')).toMatchObject(failure(2, 'TARGET_UNKNOWN'))
})

test('3: migrations are pending, which is an error only for those who ask', async () => {
  expect(await run('check')).toMatchObject({ exitCode: 3, document: { ok: false, pending: [MIGRATION] } })
  expect(await run('status', '--exit-code')).toMatchObject({ exitCode: 3 })
  expect(await run('status')).toMatchObject({ exitCode: 0 })
})

test('4: the history holds a migration that the code does not know', async () => {
  await run('up')
  await client.query(`insert into kysely_migration (name, timestamp) values ('005_gone', now()::text)`)
  expect(await run('up')).toMatchObject(failure(4, 'MIGRATION_RECORDED_MISSING'))
  expect(await run('check')).toMatchObject({
    exitCode: 4,
    document: { problems: [{ code: 'MIGRATION_RECORDED_MISSING' }] },
  })
  expect(await run('status', '--exit-code')).toMatchObject({ exitCode: 4 })
})

test('5: rows would be lost', async () => {
  await run('up')
  await client.query(`insert into node_registrations (node_id, node_type) values ('a', 'effect')`)
  expect(await run('down')).toMatchObject(failure(5, 'DESTRUCTIVE_MIGRATION_BLOCKED'))
})

test('5: another table uses the enum', async () => {
  await run('up')
  await client.query('create table jobs (kind node_type_enum)')
  expect(await run('down')).toMatchObject(failure(5, 'ENUM_IN_USE'))
  const result = await run('down')
  expect(result.document.error.message).toContain('  - public.jobs.kind')
})

test('6: the enum was changed by hand; the next up finds it, and the statements that it prints repair it', async () => {
  await run('up')
  await client.query(`alter type node_type_enum rename value 'reducer' to 'reduce'`)
  const broken = await runCli(['up', '--quiet'], { env: { DATABASE_URL: database.url } })
  expect(broken).toMatchObject({ exitCode: 6, stdout: '' })
  expect(broken.stderr).toContain(
    "error ENUM_VALUES_MISMATCH\nMIGRATION VALIDATION FAILED: Enum 'node_type_enum' exists with incompatible values!\n",
  )
  expect(broken.stderr).toContain('\n\nTo fix this issue:\n')
  expect(await run('check')).toMatchObject({
    exitCode: 6,
    document: { problems: [{ code: 'ENUM_VALUES_MISMATCH' }] },
  })
  expect(await run('status', '--exit-code')).toMatchObject({ exitCode: 6 })
  expect(await run('enum', 'show', 'node_type_enum')).toMatchObject({
    exitCode: 0,
    document: { check: { status: 'differs', missing: ['reducer'], extra: ['reduce'] } },
  })

  const repair = /ALTER TYPE [^\n]*;/.exec(broken.stderr)?.[0] ?? ''
  await client.query(repair)
  expect(await run('up')).toMatchObject({ exitCode: 0, document: { enums: [{ status: 'matches' }] } })
})

test('6: a table or an index was changed by hand', async () => {
  await run('up')
  await client.query('drop index idx_node_registrations_node_type')
  expect(await run('check')).toMatchObject({
    exitCode: 6,
    document: { problems: [{ code: 'INDEX_MISMATCH' }] },
  })
  await client.query('alter table node_registrations drop column endpoints')
  expect(await run('check')).toMatchObject({
    exitCode: 6,
    document: { problems: [{ code: 'TABLE_MISMATCH' }] },
  })
})

test('7: another run holds the lock for longer than --lock-timeout; the error says who', async () => {
  await client.query(`set application_name = 'the other run'`)
  await client.query('select pg_advisory_lock($1)', [RUN_LOCK_KEY])
  const result = await run('up', '--lock-timeout', '300ms')
  expect(result).toMatchObject(failure(7, 'LOCK_TIMEOUT'))
  expect(result.document.error.message).toContain('the other run')
  expect(result.document.error.details.holders).toMatchObject([{ applicationName: 'the other run' }])
})

test('8: the server ends the session in the middle', async () => {
  await client.query('begin')
  await client.query('create table public.node_registrations ()')
  const watcher = await database.client()
  const running = run('up')
  for (let ended = 0; ended === 0; ) {
    const { rowCount } = await watcher.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and wait_event_type = 'Lock' and application_name like 'omni-cli%'`,
    )
    ended = rowCount ?? 0
  }
  await client.query('rollback')
  const result = await running
  expect(result).toMatchObject(failure(8, 'CONNECTION_LOST'))
  expect(result.stderr).toBe('')
  expect(await run('up')).toMatchObject({ exitCode: 0 })
})
