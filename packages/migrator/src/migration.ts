import type { EnumDefinition, EnumRef, Logger, OmniError, Queryable } from '@omni/pg-enum-guard'
import type { Kysely } from 'kysely'

/** What a migration is given besides its transaction. */
export interface MigrationContext {
  /** The one schema of this run: the option, else `current_schema()` of the connection. */
  readonly schema: string
  /** Whether a `down` may remove rows. */
  readonly allowDestructive: boolean
  readonly logger: Logger
  /** The same transaction as `db`, for the functions of `@omni/pg-enum-guard`. */
  readonly queryable: Queryable
}

// biome-ignore lint/suspicious/noExplicitAny: Kysely<DB> is invariant; a list of migrations of several DBs has no other type
export type AnyDatabase = any

/** One step of the schema's history. It stays as it was written: what it declares is frozen in it. */
export interface Migration<DB = AnyDatabase> {
  /** Sorted by code unit, like Kysely does; never changed once it has been applied anywhere. */
  readonly name: string
  /** Names of migrations that have to be applied before; each of them must sort before this one. */
  readonly dependsOn?: readonly string[]
  /** The labels that each of these enums has after this migration: written out, not imported from the application. */
  readonly enums?: readonly EnumDefinition[]
  /** Enums that are gone after this migration. */
  readonly dropsEnums?: readonly EnumRef[]
  /** `false` for what PostgreSQL refuses inside a transaction, such as `create index concurrently`. */
  readonly transaction?: boolean
  up(db: Kysely<DB>, context: MigrationContext): Promise<void>
  down?(db: Kysely<DB>, context: MigrationContext): Promise<void>
  /** Returns what else is not as it should be after it (tables, indexes); asked of the newest applied migration. */
  check?(db: Kysely<DB>, context: MigrationContext): Promise<readonly OmniError[]>
}
