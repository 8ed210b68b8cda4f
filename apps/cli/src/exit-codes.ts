/** What the process's exit code says; an interface that scripts build on, so a number never changes its meaning. */
export const exitCodes = {
  done: 0,
  failed: 1,
  usage: 2,
  pending: 3,
  history: 4,
  blocked: 5,
  validation: 6,
  lock: 7,
  connection: 8,
  interrupted: 130,
} as const

export type Outcome = keyof typeof exitCodes
export type ExitCode = (typeof exitCodes)[Outcome]

/** One line for each exit code, as in the README. */
export const exitCodeMeanings: Readonly<Record<Outcome, string>> = {
  done: 'done, or nothing to do',
  failed: 'failed: a statement of a migration, a missing right, a read-only server, anything not named below',
  usage: 'usage or configuration: unknown option or target, no or invalid connection URL, no such schema',
  pending: 'migrations are pending (`check`, `status --exit-code`)',
  history: 'the migration history or the dependency graph is broken',
  blocked: 'blocked: data would be lost, or other objects depend on what would be dropped',
  validation: 'validation: an enum, table or index differs from what the code says',
  lock: 'a lock was not obtained in time: another migration is running, or a transaction is in the way',
  connection: 'cannot connect, or the connection was lost on the way',
  interrupted: 'interrupted (SIGINT, SIGTERM or SIGHUP) and rolled back',
}

const outcomes: Readonly<Record<string, Outcome>> = {
  UNEXPECTED: 'failed',
  MIGRATION_FAILED: 'failed',
  PERMISSION_DENIED: 'failed',
  READ_ONLY: 'failed',
  SERVER_TOO_OLD: 'failed',
  SESSION_UNSUITABLE: 'failed',

  USAGE: 'usage',
  CONNECTION_URL_INVALID: 'usage',
  DATABASE_URL_MISSING: 'usage',
  TLS_FILE_UNREADABLE: 'usage',
  ENV_FILE_UNREADABLE: 'usage',
  ENUM_UNKNOWN: 'usage',
  ENUM_DEFINITION_INVALID: 'usage',
  OPTIONS_INVALID: 'usage',
  SCHEMA_NOT_FOUND: 'usage',
  TARGET_UNKNOWN: 'usage',
  TARGET_AMBIGUOUS: 'usage',

  MIGRATION_DEPENDENCY_MISSING: 'history',
  MIGRATION_DEPENDENCY_CYCLE: 'history',
  MIGRATION_DEPENDENCY_ORDER: 'history',
  MIGRATION_NAME_DUPLICATE: 'history',
  MIGRATION_NAME_INVALID: 'history',
  MIGRATION_RECORDED_MISSING: 'history',
  MIGRATION_OUT_OF_ORDER: 'history',
  MIGRATION_DOWN_MISSING: 'history',
  HISTORY_INVALID: 'history',
  HISTORY_CHANGED: 'history',

  DESTRUCTIVE_MIGRATION_BLOCKED: 'blocked',
  ENUM_IN_USE: 'blocked',
  TABLE_IN_USE: 'blocked',
  ENUM_OWNED_BY_EXTENSION: 'blocked',

  ENUM_VALUES_MISMATCH: 'validation',
  ENUM_ABSENT: 'validation',
  ENUM_NAME_TAKEN: 'validation',
  ENUM_CHECK_FAILED: 'validation',
  TABLE_MISMATCH: 'validation',
  INDEX_MISMATCH: 'validation',
  DEFINITION_NOT_MIGRATED: 'validation',

  LOCK_TIMEOUT: 'lock',
  STATEMENT_LOCK_TIMEOUT: 'lock',
  ENUM_CHANGED_CONCURRENTLY: 'lock',
  DROP_BLOCKED: 'lock',

  CANNOT_CONNECT: 'connection',
  CONNECTION_UNAVAILABLE: 'connection',
  CONNECTION_LOST: 'connection',
  COMMIT_UNKNOWN: 'connection',
  BINARIES_MISSING: 'connection',
  PLATFORM_UNSUPPORTED: 'connection',
  ROOT_CANNOT_RUN: 'connection',
  DATA_DIR_VERSION: 'connection',
  DATA_DIR_INVALID: 'connection',
  DATA_DIR_DENIED: 'connection',
  INITDB_FAILED: 'connection',
  SERVER_START_FAILED: 'connection',
  SERVER_STOP_FAILED: 'connection',

  INTERRUPTED: 'interrupted',
}

const outcomeOfErrorCode = new Map(Object.entries(outcomes))

/** Returns the exit code of an error's `code`; 1 for a code that is not listed. */
export function exitCodeOf(errorCode: string): ExitCode {
  return exitCodes[outcomeOfErrorCode.get(errorCode) ?? 'failed']
}

/** Returns the error codes that end the process with this outcome, for the README. */
export function errorCodesOf(outcome: Outcome): string[] {
  return [...outcomeOfErrorCode].filter(([, of]) => of === outcome).map(([code]) => code)
}
