import { readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { CliError } from './cli-error.ts'
import type { Environment } from './environment.ts'

/**
 * Returns the environment with what an env file adds to it; a variable that is set already keeps its value.
 *
 * @throws ENV_FILE_UNREADABLE
 */
export function loadEnvironment(env: Environment, file: string | undefined): Environment {
  if (file === undefined) return env
  try {
    return { ...parseEnv(readFileSync(file, 'utf8')), ...env }
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    const hint = 'Name a file of NAME=value lines, or leave --env-file out.'
    throw new CliError('ENV_FILE_UNREADABLE', `--env-file cannot be read: ${reason}`, hint, { file }, cause)
  }
}
