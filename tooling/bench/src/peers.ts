import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runNode } from './run-process.ts'

const CLI = fileURLToPath(import.meta.resolve('../../../apps/cli/dist/bin.js'))
const NODE_PG_MIGRATE = join(
  dirname(fileURLToPath(import.meta.resolve('node-pg-migrate/package.json'))),
  'bin/node-pg-migrate.js',
)
const SQL_FOLDER = fileURLToPath(import.meta.resolve('../peers/node-pg-migrate'))

/** Migrates a database with the built program, as a process of its own. */
export function runOmniUp(url: string): Promise<string> {
  return runNode([CLI, 'up'], { env: { DATABASE_URL: url } })
}

/** The same with node-pg-migrate, from one SQL file that makes the same. */
export function runNodePgMigrateUp(url: string): Promise<string> {
  return runNode([NODE_PG_MIGRATE, 'up', '--migrations-dir', SQL_FOLDER], { env: { DATABASE_URL: url } })
}
