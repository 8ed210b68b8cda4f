import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findRepository } from './find-repository.ts'
import { listCommands } from './list-commands.ts'

const root = join(import.meta.dirname, '../../../..')
let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'omni-verify-test-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

describe('findRepository', () => {
  test('finds the repository from the sources and from the build', () => {
    expect(findRepository(join(root, 'apps/verify/src'))).toBe(root)
    expect(findRepository(join(root, 'apps/verify/dist'))).toBe(root)
  })

  test("an installed package is in nobody's repository, also not in that of who installed it", () => {
    const installed = join(folder, 'node_modules/@omni/verify/dist')
    mkdirSync(installed, { recursive: true })
    writeFileSync(join(folder, 'pnpm-workspace.yaml'), 'packages: []\n')
    expect(findRepository(installed)).toBe(null)
    const beside = join(folder, 'apps/verify/dist')
    mkdirSync(beside, { recursive: true })
    writeFileSync(join(folder, 'apps/verify/package.json'), '{}')
    expect(findRepository(beside)).toBe(null)
  })
})

describe('listCommands', () => {
  test('checks the types of each package of the workspace', async () => {
    const { types } = await listCommands(root)
    const labels = types.map(({ label }) => label)
    expect(labels).toEqual([...labels].sort())
    expect(labels).toEqual(
      expect.arrayContaining(['apps/cli', 'apps/verify', 'packages/migrator', 'tooling/vitest-config']),
    )
    expect(labels.filter((label) => label.includes('node_modules'))).toEqual([])
  })

  test('every tool is installed, and runs on the Node of the repository', async () => {
    const { types, lint, tests } = await listCommands(root)
    for (const { program, args, cwd } of [...types, ...lint, ...tests]) {
      expect(existsSync(program)).toBe(true)
      expect(existsSync(args[0] ?? '')).toBe(true)
      expect(existsSync(cwd)).toBe(true)
      expect(program).toBe(join(root, 'node_modules/node/bin/node'))
    }
    expect(tests.map(({ label }) => label)).toEqual(['packages/migrator', 'packages/migrations'])
  })

  test('reads the folders of a workspace, whatever they are called', async () => {
    const workspace = join(folder, 'workspace')
    for (const file of [
      'libs/a/tsconfig.json',
      'libs/b/package.json',
      'one/tsconfig.json',
      'other/c/tsconfig.json',
    ]) {
      mkdirSync(join(workspace, dirname(file)), { recursive: true })
      writeFileSync(join(workspace, file), '{}')
    }
    writeFileSync(
      join(workspace, 'pnpm-workspace.yaml'),
      "packages:\n  - libs/*\n  - 'one'\n\nallowBuilds:\n  node: true\n",
    )
    const { types, lint } = await listCommands(workspace)
    expect(types.map(({ label }) => label)).toEqual(['libs/a', 'one'])
    expect(lint[0]?.program).toBe(process.execPath)
  })
})
