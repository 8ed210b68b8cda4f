import { readFile, symlink } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { hasCode } from './has-code.ts'

interface Link {
  readonly source: string
  readonly target: string
}

/**
 * Creates the library links that npm cannot carry and that the binaries' own install script makes, so that they
 * run where install scripts are off. Does nothing where they are there already.
 */
export async function hydrateSymlinks(postgres: string): Promise<void> {
  const native = resolve(dirname(postgres), '..')
  for (const { source, target } of await readLinks(join(native, 'pg-symlinks.json'))) {
    const link = join(native, '..', target)
    try {
      await symlink(basename(source), link)
    } catch (error) {
      if (!hasCode(error, 'EEXIST')) throw error
    }
  }
}

async function readLinks(file: string): Promise<Link[]> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Link[]
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return []
    throw error
  }
}
