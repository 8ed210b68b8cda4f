import { PassThrough } from 'node:stream'
import { createTestDatabase, type TestDatabase } from '@omni/test-postgres'
import type { Client } from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { runProgram } from '../src/run-program.ts'

let database: TestDatabase
let client: Client

beforeAll(async () => {
  database = await createTestDatabase()
  client = await database.client()
})
afterAll(() => database.drop())

/** Runs the program at a terminal, where somebody types an answer as soon as a question stands. */
async function atTerminal(args: string[], answer: string | null, env: Record<string, string> = {}) {
  const terminal = () => Object.assign(new PassThrough(), { isTTY: true, columns: 80, rows: 24 })
  const [stdin, stdout, stderr] = [terminal(), terminal(), terminal()]
  let shown = ''
  let asked = 0
  const controller = new AbortController()
  for (const stream of [stdout, stderr]) {
    stream.setEncoding('utf8').on('data', (part: string) => {
      shown += part
      if (!part.includes('Type the name of the database')) return
      asked += 1
      if (answer === null) controller.abort()
      else stdin.write(`${answer}\n`)
    })
  }
  const exitCode = await runProgram({
    argv: args,
    env: { DATABASE_URL: database.url, NO_COLOR: '1', ...env },
    // The program uses what a terminal and these streams have in common.
    stdin: stdin as unknown as NodeJS.ReadStream,
    stdout: stdout as unknown as NodeJS.WriteStream,
    stderr: stderr as unknown as NodeJS.WriteStream,
    signal: controller.signal,
  })
  return { exitCode, shown, asked }
}

async function rows(): Promise<number | null> {
  const { rows: tables } = await client.query(`select to_regclass('node_registrations') as name`)
  if (tables[0]?.name === null) return null
  return (await client.query('select from node_registrations')).rowCount
}

beforeEach(async () => {
  await atTerminal(['up'], '')
  await client.query(
    `insert into node_registrations (node_id, node_type) values ('a', 'effect') on conflict do nothing`,
  )
})

test('down asks for the name of the database, with what would be lost, and removes the data when it is typed', async () => {
  const { exitCode, shown, asked } = await atTerminal(['down'], database.name)
  expect(exitCode).toBe(0)
  expect(asked).toBe(1)
  expect(shown).toContain('node_registrations table contains 1 records')
  expect(shown).toContain(`Type the name of the database (${database.name}) to remove the data: `)
  expect(await rows()).toBeNull()
})

test('redo asks too', async () => {
  const { exitCode, asked } = await atTerminal(['redo'], database.name)
  expect({ exitCode, asked }).toEqual({ exitCode: 0, asked: 1 })
  expect(await rows()).toBe(0)
})

test.each(['', 'yes', 'y'])("any other answer ('%s') changes nothing and exits with 5", async (answer) => {
  const { exitCode, shown } = await atTerminal(['down'], answer)
  expect(exitCode).toBe(5)
  expect(shown).toContain('That was not the name of the database; nothing was changed.')
  expect(await rows()).toBe(1)
})

test('an interruption while the question stands changes nothing and exits with 130', async () => {
  const { exitCode } = await atTerminal(['down'], null)
  expect(exitCode).toBe(130)
  expect(await rows()).toBe(1)
})

test('ALLOW_DESTRUCTIVE_MIGRATION=true answers already', async () => {
  const { exitCode, asked } = await atTerminal(['down'], '', { ALLOW_DESTRUCTIVE_MIGRATION: 'true' })
  expect({ exitCode, asked }).toEqual({ exitCode: 0, asked: 0 })
})

test('--json asks nothing, even at a terminal', async () => {
  const { exitCode, asked } = await atTerminal(['down', '--json'], database.name)
  expect({ exitCode, asked }).toEqual({ exitCode: 5, asked: 0 })
  expect(await rows()).toBe(1)
})

test('at a terminal the log keeps to warnings: the result says what was done', async () => {
  const { shown } = await atTerminal(['up'], '')
  expect(shown).not.toMatch(/info/)
  expect((await atTerminal(['up', '--verbose'], '')).shown).toMatch(/^(debug|info) /m)
})
