import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { createTestDatabase, type TestDatabase } from '@omni/test-postgres'
import type { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createEnumSafe, defineEnum, isOmniError } from '../src/index.ts'
import { asPostgres } from '../src/testing/follow-remedies.ts'

const run = promisify(execFile)
const root = fileURLToPath(new URL('..', import.meta.url))
const readme = await readFile(join(root, 'README.md'), 'utf8')
const examples = new Map(
  Array.from(readme.matchAll(/^```ts\n\/\/ (\S+\.ts)\n(.*?)^```$/gms), ([, name = '', code = '']) => [
    name,
    code,
  ]),
)

let database: TestDatabase
let client: Client
let folder: string
beforeAll(async () => {
  database = await createTestDatabase()
  client = await database.client()
  // Inside the package, so that the examples import it by its name.
  folder = await mkdtemp(join(root, 'test', 'examples-'))
  for (const [name, code] of examples) await writeFile(join(folder, name), code)
  for (const source of await sources('src')) {
    const blocks = source.text.matchAll(/^ *\* ```ts\n(.*?)^ *\* ```$/gms)
    for (const [index, [, block = '']] of [...blocks].entries()) {
      await writeFile(
        join(folder, `${source.name.replaceAll('/', '-')}-${index}.ts`),
        block.replaceAll(/^ *\* ?/gm, ''),
      )
    }
  }
})
afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
  await database.drop()
})

async function sources(directory: string): Promise<{ name: string; text: string }[]> {
  const names = await readdir(join(root, directory), { recursive: true })
  const own = names.filter((name) => name.endsWith('.ts') && !name.includes('test'))
  return Promise.all(
    own.map(async (name) => ({ name, text: await readFile(join(root, directory, name), 'utf8') })),
  )
}

async function runExample(name: string): Promise<string> {
  const { stdout } = await run(process.execPath, ['--conditions=source', join(folder, name)], {
    env: { ...process.env, DATABASE_URL: database.url },
  })
  return stdout
}

test('every example of the README and of the sources compiles', async () => {
  expect(examples.size).toBe(6)
  const config = {
    extends: '../../tsconfig.json',
    compilerOptions: { noUnusedLocals: false },
    include: ['*.ts'],
  }
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config))
  const tsc = join(root, 'node_modules', '.bin', 'tsc')
  const outcome = await run(tsc, ['-p', folder]).catch((error: { stdout: string }) => error)
  expect(outcome.stdout).toBe('')
})

test('the idiom of the README breaks as it says, and the guard says what the README shows', async () => {
  await client.query(`
    create type node_type_enum as enum ('effect', 'compute', 'wrong_value');
    create table jobs (kind node_type_enum);
    insert into jobs values ('wrong_value'), ('wrong_value'), ('wrong_value');
  `)
  const [, idiom = ''] = /```sql\n(.*?)```/s.exec(readme) ?? []
  await client.query(idiom)
  const failure = await client.query("insert into jobs values ('reducer')").catch((error: Error) => error)
  expect(failure).toBeInstanceOf(Error)
  expect(readme).toContain(`\`\`\`\n${failure instanceof Error ? failure.message : ''}\n\`\`\``)

  const values = ['effect', 'compute', 'reducer', 'orchestrator']
  const error = await createEnumSafe(client, defineEnum({ name: 'node_type_enum', values })).catch(
    (caught) => caught,
  )
  expect(isOmniError(error)).toBe(true)
  expect(readme).toContain(`\`\`\`\n${await asPostgres(client, error.message)}\n\`\`\``)
  await client.query('drop type node_type_enum cascade')
})

test('the examples of the README print what their comments say', async () => {
  expect(await runExample('migrate.ts')).toBe('created\nexists\n')
  expect(await runExample('start.ts')).toBe('enum public.node_type_enum: matches (4 labels)\nready\n')
  expect(await runExample('prepared.ts')).toBe('[ { count: 1 } ]\n')
  expect(await runExample('look.ts')).toBe(
    "node_type_enum matches\ncolor absent\n[ 'public.node.type' ]\nENUM_IN_USE\n1\n",
  )
  expect(await runExample('kysely.ts')).toBe("[ { id: 1, type: 'reducer' } ]\n")
})

test('the README lists every function and every code', async () => {
  const errors = await sources('src/errors')
  const codes = errors.flatMap(({ text }) =>
    Array.from(text.matchAll(/Error\('([A-Z_]+)'|super\('([A-Z_]+)'/g)),
  )
  const listed = codes.map(([, made, own]) => made ?? own ?? '')
  expect(listed.length).toBeGreaterThan(10)
  expect(listed.filter((code) => !readme.includes(`| \`${code}\` `))).toEqual([])
  const main = await import('../src/index.ts')
  const functions = Object.entries(main).filter(
    ([name, value]) => typeof value === 'function' && /^[a-z]/.test(name),
  )
  const plumbing = [
    'canonicalIdentity',
    'compareLabels',
    'guardErrorOf',
    'qualifiedName',
    'quoteIdentifier',
    'quoteLiteral',
    'sqlstateOf',
  ]
  expect(
    functions
      .map(([name]) => name)
      .filter((name) => !readme.includes(name))
      .sort(),
  ).toEqual(plumbing)
})
