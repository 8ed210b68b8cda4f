import { fileURLToPath } from 'node:url'
import { createTestDatabase, type TestDatabase } from '@omni/test-postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runCli } from './run-cli.ts'

const SOURCE = fileURLToPath(new URL('../src/bin.ts', import.meta.url))

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

test('the program runs from its sources, which is what pnpm cli does', async () => {
  const options = {
    command: [process.execPath, '--conditions=source', '--', SOURCE] as const,
    env: { DATABASE_URL: database.url, npm_lifecycle_event: 'cli' },
  }
  expect(await runCli(['up'], options)).toMatchObject({ exitCode: 0 })
  expect(await runCli(['check'], options)).toMatchObject({ exitCode: 0 })
  const usage = await runCli(['upp'], options)
  expect(usage).toMatchObject({ exitCode: 2, stdout: '' })
  expect(usage.stderr).toMatchInlineSnapshot(`
    "error USAGE
    unknown command 'upp'
    (Did you mean up?)

    See: pnpm cli --help
    "
  `)
})
