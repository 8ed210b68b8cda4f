import type { MigratorOptions } from './options.ts'
import { resolveOptions } from './resolve-options.ts'
import type { CheckResult, RunResult, Status } from './run/results.ts'
import { runCheck } from './run/run-check.ts'
import { runDown } from './run/run-down.ts'
import { runRedo } from './run/run-redo.ts'
import { runStatus } from './run/run-status.ts'
import { runUp } from './run/run-up.ts'

/** What can be done with a list of migrations and a database. */
export interface Migrator {
  /**
   * Applies what is pending, up to and with the target; validates the enums of what is applied before and after.
   *
   * @param target the name of a migration, or the number that it starts with
   * @throws every code of the README's table that is not said to be of another command
   */
  up(target?: string): Promise<RunResult>
  /**
   * Reverts the last applied migration, or everything after the target.
   *
   * @throws MIGRATION_DOWN_MISSING before anything is reverted, TARGET_UNKNOWN, TARGET_AMBIGUOUS, and the codes of `up`
   */
  down(target?: string): Promise<RunResult>
  /**
   * Reverts the last applied migration and applies it again, in one transaction where it runs in one.
   *
   * @throws the codes of `down` and of `up`
   */
  redo(): Promise<RunResult>
  /**
   * Returns where the database stands. Reads only.
   *
   * @throws CANNOT_CONNECT, PERMISSION_DENIED where the history may not be read, and the codes of a broken graph
   */
  status(): Promise<Status>
  /**
   * Returns everything that is not as the code wants it: pending migrations, history, enums, what the newest
   * migration checks, and definitions that no migration leads to. Reads only.
   *
   * @throws CANNOT_CONNECT, PERMISSION_DENIED where the history may not be read
   */
  check(): Promise<CheckResult>
}

/**
 * Returns the commands of a migration run: Kysely's Migrator with guards around it. Opens nothing yet, and never
 * closes what it was given.
 *
 * @throws OPTIONS_INVALID
 *
 * @example
 * ```ts
 * import { createMigrator, defineMigration } from '@omni/migrator'
 * import pg from 'pg'
 *
 * const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL })
 * const books001 = defineMigration({
 *   name: '001_books',
 *   async up(db) {
 *     await db.schema.createTable('books').addColumn('title', 'text').execute()
 *   },
 * })
 *
 * const { applied } = await createMigrator({ db: pool, migrations: [books001] }).up()
 * console.log(applied.map(({ name }) => name))
 * await pool.end()
 * ```
 */
export function createMigrator(options: MigratorOptions): Migrator {
  const resolved = resolveOptions(options)
  return {
    up: (target) => runUp(resolved, target),
    down: (target) => runDown(resolved, target),
    redo: () => runRedo(resolved),
    status: () => runStatus(resolved),
    check: () => runCheck(resolved),
  }
}
