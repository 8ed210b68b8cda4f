import { readFileSync } from 'node:fs'
import { createTestDatabase, type TestDatabase } from '@omni/test-postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runCli } from './run-cli.ts'

const README = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8')

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

/** Returns the fenced blocks of the README in order. */
function blocks(): string[] {
  return [...README.matchAll(/^```\w*\n([\s\S]*?)^```$/gm)].map(([, text = '']) => text)
}

test("the root README's story is what happens: break the enum, read the error, follow it, migrate", async () => {
  const [, broken = '', session = ''] = blocks()
  const client = await database.client()
  await client.query(broken)
  const { exitCode, stderr } = await runCli(['up', '--quiet'], { env: { DATABASE_URL: database.url } })
  expect(exitCode).toBe(6)
  const { rows } = await client.query('select current_user as role')
  const printed = session
    .slice(session.indexOf('\n') + 1)
    .trimEnd()
    .replace('OWNER TO postgres', `OWNER TO ${rows[0].role}`)
  expect(stderr).toContain(printed)

  const statements = printed.match(/(?<=^ {7})\S[^;]*;/gm) ?? []
  for (const statement of statements) await client.query(statement.replace('…', "'reducer'"))
  expect(await runCli(['up', '--quiet'], { env: { DATABASE_URL: database.url } })).toMatchObject({
    exitCode: 0,
  })
  expect((await client.query('select id, kind from jobs')).rows).toEqual([{ id: 1, kind: 'reducer' }])
})
