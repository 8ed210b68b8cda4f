import type { TestDatabase } from '@omni/test-postgres'
import { expect } from 'vitest'
import { runCli } from './run-cli.ts'

/** Runs twenty `up` against an empty database, and expects that all succeed, one applies, and no lock is left. */
export async function upTwentyTimesAtOnce(url: string, database: TestDatabase): Promise<void> {
  const args = ['up', '--json', '--quiet', '--lock-timeout', '2m']
  const runs = await Promise.all(
    Array.from({ length: 20 }, () => runCli(args, { env: { DATABASE_URL: url } })),
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
}
