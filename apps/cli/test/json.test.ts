import { createTestDatabase, type TestDatabase } from '@omni/test-postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runCli } from './run-cli.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

/** Runs a command and parses all of its stdout, so that anything beside the one document fails. */
async function runJson(
  args: readonly string[],
  env: Record<string, string> = { DATABASE_URL: database.url },
) {
  const { stdout, ...rest } = await runCli(args, { env })
  const document: unknown = JSON.parse(stdout)
  return { document, stdout, ...rest }
}

describe('stdout is one JSON document and nothing else', () => {
  test.each<[string[], number, object]>([
    [['wait', '--json'], 0, { attempts: 1 }],
    [['status', '--json'], 0, { pending: ['004_20251003_node_registrations'], history: 'absent' }],
    [['check', '--json'], 3, { ok: false, pending: ['004_20251003_node_registrations'], problems: [] }],
    [
      ['up', '--json'],
      0,
      { direction: 'up', schema: 'public', applied: [{ name: '004_20251003_node_registrations' }] },
    ],
    [
      ['--json', 'up', '--verbose'],
      0,
      { applied: [], enums: [{ name: 'node_type_enum', status: 'matches' }] },
    ],
    [['status', '--exit-code', '--json'], 0, { pending: [], server: { readOnly: false } }],
    [['check', '--json'], 0, { ok: true, problems: [] }],
    [['enum', 'list', '--json'], 0, { enums: [{ name: 'node_type_enum', check: { status: 'matches' } }] }],
    [
      ['enum', '--json', 'show', 'node_type_enum'],
      0,
      {
        labels: ['effect', 'compute', 'reducer', 'orchestrator'],
        dependents: [{ identity: 'public.node_registrations.node_type' }],
      },
    ],
    [['redo', '--json'], 0, { direction: 'redo', applied: [{ direction: 'down' }, { direction: 'up' }] }],
    [['down', '003', '--json'], 0, { direction: 'down', applied: [{ direction: 'down' }] }],
    [['--version', '--json'], 0, { version: expect.stringMatching(/^\d+\.\d+\.\d+/) }],
    [['up', '--help', '--json'], 0, { help: expect.stringContaining('Usage: omni up') }],
    [['help', 'enum', '--json'], 0, { help: expect.stringContaining('Usage: omni enum') }],
    [['help', '--json'], 0, { help: expect.stringContaining('Usage: omni ') }],
  ])('%j', async (args, exitCode, expected) => {
    const result = await runJson(args)
    expect(result.document).toMatchObject(expected)
    expect(result.exitCode).toBe(exitCode)
  })
})

describe('an error is one JSON document too, with the exit code of its kind', () => {
  test.each<[string[], number, string]>([
    [['--json'], 2, 'USAGE'],
    [['upp', '--json'], 2, 'USAGE'],
    [['up', '--json', '--nope'], 2, 'USAGE'],
    [['up', '004', '005', '--json'], 2, 'USAGE'],
    [['enum', '--json'], 2, 'USAGE'],
    [['enum', 'show', '--json'], 2, 'USAGE'],
    [['enum', 'show', 'nope', '--json'], 2, 'ENUM_UNKNOWN'],
    [['wait', '--timeout', 'soon', '--json'], 2, 'USAGE'],
    [['up', '--url', 'postgres://h/d', '--embedded', '--json'], 2, 'USAGE'],
    [['up', '--url', 'nonsense', '--json'], 2, 'CONNECTION_URL_INVALID'],
    [['up', '--env-file', '/absent', '--json'], 2, 'ENV_FILE_UNREADABLE'],
    [['up', '005', '--json'], 2, 'TARGET_UNKNOWN'],
    [['up', '--schema', 'absent', '--json'], 2, 'SCHEMA_NOT_FOUND'],
  ])('%j', async (args, exitCode, code) => {
    const result = await runJson(args)
    expect(result.document).toEqual({
      error: {
        code,
        message: expect.any(String),
        hint: expect.stringMatching(/./),
        details: expect.any(Object),
      },
    })
    expect(result).toMatchObject({ exitCode, stderr: '' })
  })
})

test('the documents of this interface, in full', async () => {
  const { document } = await runJson(['up', '005', '--json'])
  expect(document).toMatchInlineSnapshot(`
    {
      "error": {
        "code": "TARGET_UNKNOWN",
        "details": {
          "existing": [
            "004_20251003_node_registrations",
          ],
          "target": "005",
        },
        "hint": "Give a full name or its leading number. There are: 004_20251003_node_registrations.",
        "message": "No migration is called "005"",
      },
    }
  `)
})

test('--verbose adds the stack to stderr, and nothing to stdout', async () => {
  const result = await runJson(['up', '005', '--json', '--verbose'])
  expect(result.stderr).toMatch(/TARGET_UNKNOWN|TargetUnknownError/)
  expect(result.stderr).toContain('    at ')
  const without = await runCli(['up', '005'], { env: { DATABASE_URL: database.url } })
  expect(without.stderr).not.toContain('    at ')
})
