import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { temporaryFolder } from './fixtures/temporary-folder.ts'

const run = promisify(execFile)
const root = fileURLToPath(new URL('..', import.meta.url))

async function readExamples(file: string): Promise<string[]> {
  const text = (await readFile(join(root, file), 'utf8')).replaceAll(/^ \* ?/gm, '')
  return [...text.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code = '']) => code)
}

test('the examples of the README and of the sources compile and run', async () => {
  const files = ['README.md', 'src/start-server.ts', 'src/acquire-shared-server.ts']
  const examples = (await Promise.all(files.map(readExamples))).flat()
  expect(examples).toHaveLength(3)
  // Inside the package, so that the examples import it by its name.
  const folder = await mkdtemp(join(root, 'test', 'examples-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  await writeFile(join(folder, 'tsconfig.json'), '{ "extends": "../../tsconfig.json", "include": ["*.ts"] }')
  for (const [position, code] of examples.entries()) await writeFile(join(folder, `${position}.ts`), code)
  const compiled = await run(join(root, 'node_modules', '.bin', 'tsc'), ['-p', folder]).catch(
    (error) => error,
  )
  expect(compiled).toMatchObject({ stdout: '' })
  const cwd = await temporaryFolder()
  for (const position of examples.keys()) {
    await run(process.execPath, ['--conditions=source', join(folder, `${position}.ts`)], { cwd })
  }
})
