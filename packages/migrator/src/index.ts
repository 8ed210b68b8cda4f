export type { LockHolder } from './catalog/fetch-lock-holders.ts'
export { createMigrator, type Migrator } from './create-migrator.ts'
export { defineMigration } from './define-migration.ts'
export { CannotConnectError } from './errors/cannot-connect-error.ts'
export { CommitUnknownError } from './errors/commit-unknown-error.ts'
export { type ConnectionLostDetails, ConnectionLostError } from './errors/connection-lost-error.ts'
export { ConnectionUnavailableError } from './errors/connection-unavailable-error.ts'
export {
  type DefinitionNotMigratedDetails,
  DefinitionNotMigratedError,
} from './errors/definition-not-migrated-error.ts'
export { HistoryChangedError } from './errors/history-changed-error.ts'
export { HistoryInvalidError } from './errors/history-invalid-error.ts'
export { type InterruptedDetails, InterruptedError } from './errors/interrupted-error.ts'
export { type LockTimeoutDetails, LockTimeoutError } from './errors/lock-timeout-error.ts'
export { MigrationDependencyCycleError } from './errors/migration-dependency-cycle-error.ts'
export { MigrationDependencyMissingError } from './errors/migration-dependency-missing-error.ts'
export { MigrationDependencyOrderError } from './errors/migration-dependency-order-error.ts'
export { MigrationDownMissingError } from './errors/migration-down-missing-error.ts'
export { type MigrationFailedDetails, MigrationFailedError } from './errors/migration-failed-error.ts'
export { MigrationNameDuplicateError } from './errors/migration-name-duplicate-error.ts'
export { MigrationNameInvalidError } from './errors/migration-name-invalid-error.ts'
export { MigrationOutOfOrderError } from './errors/migration-out-of-order-error.ts'
export { MigrationRecordedMissingError } from './errors/migration-recorded-missing-error.ts'
export { OptionsInvalidError } from './errors/options-invalid-error.ts'
export { type PermissionDeniedDetails, PermissionDeniedError } from './errors/permission-denied-error.ts'
export { ReadOnlyError } from './errors/read-only-error.ts'
export type { SessionInfo } from './errors/render-session.ts'
export { SchemaNotFoundError } from './errors/schema-not-found-error.ts'
export { ServerTooOldError } from './errors/server-too-old-error.ts'
export { SessionUnsuitableError } from './errors/session-unsuitable-error.ts'
export {
  type StatementLockTimeoutDetails,
  StatementLockTimeoutError,
} from './errors/statement-lock-timeout-error.ts'
export { TargetAmbiguousError } from './errors/target-ambiguous-error.ts'
export { TargetUnknownError } from './errors/target-unknown-error.ts'
export { checkGraph } from './graph/check-graph.ts'
export { resolveTarget, type Target } from './graph/resolve-target.ts'
export { RUN_LOCK_KEY, STEP_LOCK_KEY } from './lock/lock-keys.ts'
export type { AnyDatabase, Migration, MigrationContext } from './migration.ts'
export type { MigratorOptions } from './options.ts'
export type {
  AppliedStep,
  CheckResult,
  MigrationStatus,
  Problem,
  RunResult,
  ServerStatus,
  Status,
} from './run/results.ts'
export type { AnyKysely } from './session/any-kysely.ts'
export { isConnectionLoss } from './session/is-connection-loss.ts'
export type { PoolLike } from './session/kysely-of.ts'
export {
  type ClientEvents,
  type PoolEvents,
  surviveConnectionLoss,
} from './session/survive-connection-loss.ts'
export { type ToKyselyMigrationsOptions, toKyselyMigrations } from './to-kysely-migrations.ts'
