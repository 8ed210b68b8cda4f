import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { nodeRegistrations004 } from '../src/index.ts'
import { failureOf, type OpenDatabase, openDatabase } from './open-database.ts'

const run = promisify(execFile)
const root = fileURLToPath(new URL('..', import.meta.url))
const readme = await readFile(join(root, 'README.md'), 'utf8')

const blocks = [...readme.matchAll(/^```(\w*)\n(.*?)^```/gms)]
const blocksOf = (language: string) =>
  blocks.filter((block) => block[1] === language).map((block) => block[2] ?? '')

const examples = blocksOf('ts')
const rollback = examples.length - 1

let open: OpenDatabase
let folder: string
beforeAll(async () => {
  open = await openDatabase()
  // inside the package, whose name and dependencies the examples import
  await mkdir(join(root, '.omni'), { recursive: true })
  folder = await mkdtemp(join(root, '.omni', 'readme-'))
  for (const [position, code] of examples.entries()) await writeFile(join(folder, `${position}.ts`), code)
  await writeFile(join(folder, 'tsconfig.json'), '{ "extends": "../../tsconfig.json", "include": ["*.ts"] }')
})
afterAll(async () => {
  await rm(folder, { recursive: true })
  await open.close()
})

const runExample = (position: number) =>
  run(process.execPath, ['--conditions=source', join(folder, `${position}.ts`)], {
    env: { ...process.env, DATABASE_URL: open.database.url },
  })

test('every example compiles', async () => {
  const typescript = dirname(createRequire(import.meta.url).resolve('typescript/package.json'))
  await run(process.execPath, [join(typescript, 'bin', 'tsc'), '-p', folder]).catch(
    (error: { stdout: string }) => {
      expect(error.stdout).toBe('')
    },
  )
})

test('every example runs, in order', async () => {
  expect(examples.length).toBeGreaterThan(5)
  for (let position = 0; position < rollback; position += 1) await runExample(position)
})

test('every query of the runbook runs', async () => {
  const queries = blocksOf('sql')
  expect(queries).toHaveLength(4)
  const results = []
  for (const query of queries) results.push((await open.pool.query(query)).rowCount)
  expect(results).toEqual([4, 10, 9, 1])
})

test('the example of a refusal is what the error says', async () => {
  await open.sql(`alter table node_registrations drop column metadata, alter column node_id type varchar(100);
    drop index idx_node_registrations_updated_at; create index idx_node_registrations_updated_at on node_registrations (updated_at)`)
  const error = await failureOf(nodeRegistrations004.up(open.db, open.context()))
  const shown = blocksOf('').find((block) => block.startsWith('MIGRATION VALIDATION FAILED: Table'))
  expect(`${error.message}\n\n${error.hint}`).toContain(shown?.replace(/ +…\n$/, ''))
  for (const line of error.hint
    .split('\n')
    .filter((text) => /^ {7}(ALTER TABLE .* COLUMN|DROP|CREATE)/.test(text))) {
    await open.sql(line)
  }
})

test('the last example rolls back', async () => {
  const { stderr } = await runExample(rollback)
  expect(stderr).toContain('DESTRUCTIVE MIGRATION BLOCKED: node_registrations table contains 1 records')
  expect(await open.sql("select to_regclass('public.node_registrations') as table")).toEqual([
    { table: null },
  ])
})
