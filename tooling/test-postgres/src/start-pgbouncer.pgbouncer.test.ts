import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { createTestDatabase, startPgBouncer } from './index.ts'

test('many clients share the few connections of a transaction pool', async () => {
  const database = await createTestDatabase()
  onTestFinished(() => database.drop())
  const bouncer = await startPgBouncer({ serverUrl: database.url, poolSize: 2 })
  const pool = new pg.Pool({ connectionString: bouncer.url, max: 10 })
  const ask = async () => {
    const client = await pool.connect()
    const { rows } = await client.query<{ pid: number; name: string }>(
      `select pg_catalog.pg_backend_pid() as "pid", pg_catalog.current_database() as "name", pg_catalog.pg_sleep(0.05)`,
    )
    client.release()
    return rows
  }
  const answers = (await Promise.all(Array.from({ length: 10 }, ask))).flat()
  await pool.end()
  await bouncer.stop()
  expect(new Set(answers.map(({ pid }) => pid)).size).toBe(2)
  expect(new Set(answers.map(({ name }) => name))).toEqual(new Set([database.name]))
})
