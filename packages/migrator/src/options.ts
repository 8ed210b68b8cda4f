import type { EnumDefinition, Logger } from '@omni/pg-enum-guard'
import type { Migration } from './migration.ts'
import type { AnyKysely } from './session/any-kysely.ts'
import type { PoolLike } from './session/kysely-of.ts'

export interface MigratorOptions {
  /** Not closed by the migrator. A run with something to do takes two connections at once, others one. */
  readonly db: AnyKysely | PoolLike
  readonly migrations: readonly Migration[]
  /** Where the history table is, and first on the `search_path` of migrations; default: `current_schema()`. */
  readonly schema?: string | undefined
  /** The enums that the code exports to applications; `check()` compares them with the newest migration's. */
  readonly definitions?: readonly EnumDefinition[] | undefined
  /** Handed to each migration's `down`; default false. */
  readonly allowDestructive?: boolean | undefined
  /** How long to wait for another run to end, in milliseconds; default 30,000. */
  readonly lockTimeout?: number | undefined
  /** `lock_timeout` of each statement of a migration, in milliseconds; default 5,000; 0 waits for ever. */
  readonly statementLockTimeout?: number | undefined
  /** How often a migration is tried again after a lock timeout or a deadlock; default 3. */
  readonly retries?: number | undefined
  /** How long to wait for a connection, in milliseconds; default 10,000. */
  readonly connectionTimeout?: number | undefined
  /** Receives one line for each decision; default: none. */
  readonly logger?: Logger | undefined
  /** Aborting it cancels the running statement, rolls back and gives up the lock. */
  readonly signal?: AbortSignal | undefined
  /** Default `kysely_migration`, like Kysely's. */
  readonly migrationTableName?: string | undefined
  /** Default `kysely_migration_lock`, like Kysely's; kept for Kysely, not used for locking. */
  readonly migrationLockTableName?: string | undefined
}
