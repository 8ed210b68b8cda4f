import { existsSync } from 'node:fs'
import { glob, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Command } from '../command/run-command.ts'

/** The commands that steps run in the repository. */
export interface Commands {
  /** One for each package. */
  readonly types: readonly Command[]
  readonly lint: readonly Command[]
  /** One for each suite; takes vitest's arguments. */
  readonly tests: readonly Command[]
}

/** What migration 004 stands on: its own tests, and those of the runner that applies it. */
const SUITES = ['packages/migrator', 'packages/migrations']

/** Returns the tools of the repository, each run by the Node that the repository installs. */
export async function listCommands(root: string): Promise<Commands> {
  const node = nodeOf(root)
  const tool = (path: string) => join(root, 'node_modules', path)
  const packages = await listPackages(root)
  return {
    types: packages.map((folder) => ({
      label: folder,
      program: node,
      args: [tool('typescript/bin/tsc'), '-p', folder, '--pretty', 'false', ...incremental(folder)],
      cwd: root,
      typed: `npx tsc -p ${folder}`,
    })),
    lint: [
      {
        label: 'biome check',
        program: node,
        args: [tool('@biomejs/biome/bin/biome'), 'check', '--colors=off', '.'],
        cwd: root,
        typed: 'npx biome check .',
      },
    ],
    tests: SUITES.map((folder) => ({
      label: folder,
      program: node,
      args: [join(root, folder, 'node_modules/vitest/vitest.mjs'), 'run', '--reporter=default'],
      cwd: join(root, folder),
      typed: `(cd ${folder} && npx vitest run)`,
    })),
  }
}

// What tsc remembers is keyed by the content of each file; without it every run checks everything anew.
function incremental(folder: string): string[] {
  const file = join('node_modules/.cache/omni-verify', `${folder.replaceAll('/', '-')}.tsbuildinfo`)
  return ['--incremental', '--tsBuildInfoFile', file]
}

// The npm package `node` is what `pnpm verify` runs on, too; somebody may have started this with another.
function nodeOf(root: string): string {
  const own = join(root, 'node_modules/node/bin/node')
  return existsSync(own) ? own : process.execPath
}

/** Returns the folders of the workspace that have types to check, in order. */
async function listPackages(root: string): Promise<string[]> {
  const workspace = await readFile(join(root, 'pnpm-workspace.yaml'), 'utf8')
  const patterns = [...workspace.matchAll(/^ {2}- '?([\w/*-]+)'?$/gm)].map(([, pattern]) => pattern)
  const folders: string[] = []
  for await (const file of glob(
    patterns.map((pattern) => `${pattern}/tsconfig.json`),
    { cwd: root },
  )) {
    folders.push(dirname(file).replaceAll('\\', '/'))
  }
  return folders.sort()
}
