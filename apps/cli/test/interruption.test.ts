import { setTimeout as sleep } from 'node:timers/promises'
import { createTestDatabase, type TestDatabase } from '@omni/test-postgres'
import type { Client } from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { runCli, startCli } from './run-cli.ts'

let database: TestDatabase
let blocker: Client
let watcher: Client

beforeEach(async () => {
  database = await createTestDatabase()
  blocker = await database.client()
  watcher = await database.client()
})
afterEach(() => database.drop())

/** Starts `up`, and returns when it waits in the middle of the migration, after its first statements. */
async function upInTheMiddle() {
  await blocker.query('begin')
  await blocker.query('create table public.node_registrations ()')
  const running = startCli(['up'], { env: { DATABASE_URL: database.url } })
  for (let waiting = 0; waiting === 0; await sleep(20)) {
    const { rowCount } = await watcher.query(
      `select from pg_stat_activity
       where datname = current_database() and wait_event_type = 'Lock' and application_name like 'omni-cli%'`,
    )
    waiting = rowCount ?? 0
  }
  return running
}

async function leftovers() {
  const { rows } = await watcher.query<{ what: string }>(`
    select 'type ' || typname as what from pg_type where typname = 'node_type_enum'
    union all select 'table ' || relname from pg_class where relname = 'node_registrations'
    union all select 'lock ' || coalesce(objid::text, '') from pg_locks
      where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())
    union all select 'session of ' || application_name from pg_stat_activity
      where datname = current_database() and application_name like 'omni-cli%'
  `)
  return rows.map(({ what }) => what)
}

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s rolls back and exits with 130', async (signal) => {
  const { child, done } = await upInTheMiddle()
  child.kill(signal)
  const { exitCode, stdout, stderr } = await done
  expect(exitCode).toBe(130)
  expect(stdout).toBe('')
  expect(stderr).toMatch(/^error INTERRUPTED\n/m)
  await blocker.query('rollback')
  expect(await leftovers()).toEqual([])
  expect(await runCli(['up'], { env: { DATABASE_URL: database.url } })).toMatchObject({ exitCode: 0 })
})

test('after kill -9 in the middle the next up just works', async () => {
  const { child, done } = await upInTheMiddle()
  child.kill('SIGKILL')
  await done
  await blocker.query('rollback')
  expect(await runCli(['up'], { env: { DATABASE_URL: database.url } })).toMatchObject({ exitCode: 0 })
  expect(await runCli(['check'], { env: { DATABASE_URL: database.url } })).toMatchObject({ exitCode: 0 })
})

test('an interrupted wait ends at once', async () => {
  const { child, done } = startCli(['wait', '--timeout', '1m', '--json'], {
    env: { DATABASE_URL: 'postgres://127.0.0.1:1/db' },
  })
  await sleep(1500)
  child.kill('SIGINT')
  const { exitCode, stdout } = await done
  expect(exitCode).toBe(130)
  expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'INTERRUPTED' } })
})

test('a reader that has seen enough (| head -1) does not break the run', async () => {
  const { child, done } = startCli(['up'], { env: { DATABASE_URL: database.url } })
  child.stdout?.destroy()
  child.stderr?.destroy()
  expect(await done).toMatchObject({ exitCode: 0 })
  expect(await runCli(['check'], { env: { DATABASE_URL: database.url } })).toMatchObject({ exitCode: 0 })
})
