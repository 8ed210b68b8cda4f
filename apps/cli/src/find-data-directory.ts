import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { Environment } from './environment.ts'

/** Returns where the embedded server lives: OMNI_DATA_DIR, else `.omni` of the repository that this file is part of. */
export function findDataDirectory(env: Environment, from: string = import.meta.dirname): string {
  if (env.OMNI_DATA_DIR) return resolve(env.OMNI_DATA_DIR)
  for (let folder = from; folder !== dirname(folder); folder = dirname(folder)) {
    if (existsSync(join(folder, 'pnpm-workspace.yaml'))) return join(folder, '.omni')
  }
  return resolve('.omni')
}
