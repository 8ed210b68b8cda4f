import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { createTestDatabase, type TestDatabase } from '@omni/test-postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'

const run = promisify(execFile)
const root = dirname(dirname(fileURLToPath(import.meta.url)))
let database: TestDatabase
let folder: string
const files = new Map<string, string>()

beforeAll(async () => {
  database = await createTestDatabase()
  // Inside the package, so that the examples import it by its name.
  folder = await mkdtemp(join(root, 'test', 'examples-'))
  const readme = await readFile(join(root, 'README.md'), 'utf8')
  for (const [, name, code] of readme.matchAll(/^```ts\n\/\/ (\S+\.ts)\n(.*?)^```$/gms)) {
    if (name !== undefined && code !== undefined) files.set(name, code)
  }
  for (const source of await sources(join(root, 'src'))) {
    const text = await readFile(source, 'utf8')
    for (const [index, [block]] of [...text.matchAll(/^ +\* ```ts\n.*?^ +\* ```$/gms)].entries()) {
      const lines = block
        .split('\n')
        .slice(1, -1)
        .map((line) => line.replace(/^ +\* ?/, ''))
      files.set(`${source.slice(root.length + 5).replaceAll(/[^\w]/g, '-')}-${index}.ts`, lines.join('\n'))
    }
  }
  for (const [name, code] of files) await writeFile(join(folder, name), code)
})
afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
  await database.drop()
})

async function sources(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true })
  return entries
    .filter((entry) => entry.endsWith('.ts') && !entry.includes('test'))
    .map((entry) => join(directory, entry))
}

async function runExample(name: string): Promise<string> {
  const { stdout } = await run(process.execPath, ['--conditions=source', join(folder, name)], {
    env: { ...process.env, DATABASE_URL: database.url },
  })
  return stdout
}

test('every example of the README and of the sources compiles', async () => {
  expect([...files.keys()]).toContain('run.ts')
  expect(files.size).toBeGreaterThan(8)
  const config = { extends: '../../tsconfig.json', include: ['*.ts'] }
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config))
  const tsc = join(root, 'node_modules', '.bin', 'tsc')
  const outcome = await run(tsc, ['-p', folder]).catch((error: { stdout: string }) => error)
  expect(outcome.stdout).toBe('')
})

test('the examples of the README print what they say', async () => {
  expect(await runExample('run.ts')).toBe(
    "[ '001_paint', '002_blue', '003_index' ]\n[ 'color matches' ]\n[]\n",
  )
  expect(await runExample('handle.ts')).toBe(
    'TARGET_UNKNOWN\nGive a full name or its leading number. There are: 001_paint, 002_blue, 003_index.\n',
  )
  expect(await runExample('kysely.ts')).toMatch(/^001_paint 2.*Z\n002_blue 2.*Z\n003_index undefined\n$/)
  expect(await runExample('survive.ts')).toBe('false []\n')
})

test('the README lists every code', async () => {
  const readme = await readFile(join(root, 'README.md'), 'utf8')
  const codes = new Set<string>()
  for (const source of await sources(join(root, 'src', 'errors'))) {
    for (const [, code] of (await readFile(source, 'utf8')).matchAll(/super\('([A-Z_]+)'/g))
      codes.add(code ?? '')
  }
  expect(codes.size).toBeGreaterThan(20)
  const shortened = (code: string) => code.replace(/^MIGRATION_DEPENDENCY_/, '…_')
  expect(
    [...codes].filter(
      (code) => !readme.includes(`\`${code}\``) && !readme.includes(`\`${shortened(code)}\``),
    ),
  ).toEqual([])
})
