import { createTestDatabase, type PgBouncer, startPgBouncer, type TestDatabase } from '@omni/test-postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runCli } from './run-cli.ts'
import { upTwentyTimesAtOnce } from './up-twenty-times-at-once.ts'

let database: TestDatabase
let pooler: PgBouncer

beforeAll(async () => {
  database = await createTestDatabase()
  pooler = await startPgBouncer({ serverUrl: database.url, poolSize: 5 })
})
afterAll(async () => {
  await pooler.stop()
  await database.drop()
})

test('twenty processes run up at once through PgBouncer in transaction mode: all exit 0, applied once, no lock left', async () => {
  await upTwentyTimesAtOnce(pooler.url, database)
}, 180_000)

test('every command works through PgBouncer', async () => {
  for (const [command, exitCode] of [
    [['wait'], 0],
    [['status', '--exit-code'], 0],
    [['check'], 0],
    [['enum', 'list'], 0],
    [['enum', 'show', 'node_type_enum'], 0],
    [['redo'], 0],
    [['down', '003'], 0],
    [['check'], 3],
  ] as const) {
    expect(await runCli(command, { env: { DATABASE_URL: pooler.url } }), command.join(' ')).toMatchObject({
      exitCode,
    })
  }
})
