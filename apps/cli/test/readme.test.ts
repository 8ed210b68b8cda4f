import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { createTestDatabase, type TestDatabase } from '@omni/test-postgres'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { runCli, stable } from './run-cli.ts'

const run = promisify(execFile)
const root = fileURLToPath(new URL('..', import.meta.url))

let database: TestDatabase
let readme: string

beforeAll(async () => {
  database = await createTestDatabase()
  readme = await readFile(join(root, 'README.md'), 'utf8')
})
afterAll(() => database.drop())

function blocksOf(language: string, text: string): string[] {
  return [
    ...text.matchAll(new RegExp(`^ *(?:\\* )?\`\`\`${language}\\n(.*?)^ *(?:\\* )?\`\`\`$`, 'gms')),
  ].map(([, block = '']) => block.replaceAll(/^ *\* ?/gm, ''))
}

test('the reference is what the program says of itself', async () => {
  const script = join(root, 'src', 'generate-readme.ts')
  await run(process.execPath, ['--conditions=source', script, '--check'])
})

test('every command of the first example succeeds, in this order', async () => {
  const [example = ''] = blocksOf('sh', readme)
  const commands = [...example.matchAll(/^pnpm cli (.+?)(?: +#.*)?$/gm)].map(([, words = '']) =>
    words.split(' '),
  )
  expect(commands.length).toBeGreaterThan(8)
  for (const command of commands) {
    const { exitCode } = await runCli(command, { env: { DATABASE_URL: database.url } })
    expect({ command, exitCode }).toEqual({ command, exitCode: 0 })
  }
})

test('up prints what the README says', async () => {
  const [, shown = ''] = readme.split('```\n$ pnpm cli up\n')
  const printed = []
  for (const _ of ['first', 'again']) {
    printed.push((await runCli(['up'], { env: { DATABASE_URL: database.url } })).stdout)
  }
  const said = shown.slice(0, shown.indexOf('```')).split('\n$ pnpm cli up\n')
  const example = 'postgres://app:***@db.internal:5432/omni'
  expect(printed.map((text) => stable(text, database.url))).toEqual(
    said.map((text) => stable(text.replace(example, '<url>'))),
  )
})

test('the JSON error of the README is the one that is printed', async () => {
  const { stdout } = await runCli(['up', '005', '--json'], { env: { DATABASE_URL: database.url } })
  expect(blocksOf('json', readme).map((block) => JSON.parse(block))).toEqual([JSON.parse(stdout)])
})

test('the TypeScript examples of the README and of the sources compile and run', async () => {
  const sources = (await readdir(join(root, 'src'), { recursive: true })).filter((file) =>
    file.endsWith('.ts'),
  )
  const texts = await Promise.all(sources.map((file) => readFile(join(root, 'src', file), 'utf8')))
  const examples = [readme, ...texts].flatMap((text) => blocksOf('ts', text))
  expect(examples.length).toBeGreaterThan(2)
  // Inside the package, so that the examples import it by its name.
  const folder = await mkdtemp(join(root, 'test', 'examples-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  await writeFile(join(folder, 'tsconfig.json'), '{ "extends": "../../tsconfig.json", "include": ["*.ts"] }')
  for (const [position, code] of examples.entries()) await writeFile(join(folder, `${position}.ts`), code)
  const compiled = await run(join(root, 'node_modules', '.bin', 'tsc'), ['-p', folder]).catch(
    (error) => error,
  )
  expect(compiled).toMatchObject({ stdout: '' })
  for (const position of examples.keys()) {
    const env = { ...process.env, DATABASE_URL: database.url }
    await run(process.execPath, ['--conditions=source', join(folder, `${position}.ts`)], { env })
  }
})
