import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** Returns the root of the repository that this program is part of, or null where it was installed from a package. */
export function findRepository(sourceFolder: string): string | null {
  const root = resolve(sourceFolder, '../../..')
  const belongs = [
    'pnpm-workspace.yaml',
    'apps/verify/package.json',
    'packages/migrations/src',
    'packages/migrator/src',
  ]
  return belongs.every((path) => existsSync(join(root, path))) ? root : null
}
