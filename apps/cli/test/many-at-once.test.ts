import { createTestDatabase, type TestDatabase } from '@omni/test-postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runCli } from './run-cli.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

test('twenty processes run up at once on an empty database: all exit 0, applied once, no lock left', async () => {
  const args = ['up', '--json', '--quiet', '--lock-timeout', '2m']
  const runs = await Promise.all(
    Array.from({ length: 20 }, () => runCli(args, { env: { DATABASE_URL: database.url } })),
  )
  expect(runs.map(({ exitCode, stderr }) => ({ exitCode, stderr }))).toEqual(
    Array.from({ length: 20 }, () => ({ exitCode: 0, stderr: '' })),
  )
  const applied = runs.flatMap(({ stdout }) => JSON.parse(stdout).applied)
  expect(applied).toMatchObject([{ name: '004_20251003_node_registrations' }])
  const client = await database.client()
  const { rows } = await client.query(
    `select from pg_locks where locktype = 'advisory'
     and database = (select oid from pg_database where datname = current_database())`,
  )
  expect(rows).toEqual([])
}, 180_000)
