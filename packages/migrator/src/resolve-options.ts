import type { EnumDefinition, Logger } from '@omni/pg-enum-guard'
import { OptionsInvalidError } from './errors/options-invalid-error.ts'
import { compareNames } from './graph/compare-names.ts'
import type { Migration } from './migration.ts'
import type { MigratorOptions } from './options.ts'
import type { AnyKysely } from './session/any-kysely.ts'
import { kyselyOf } from './session/kysely-of.ts'

/** The options with their defaults, checked. */
export interface ResolvedOptions {
  readonly db: AnyKysely
  /** Sorted by code unit. */
  readonly migrations: readonly Migration[]
  readonly schema: string | null
  readonly definitions: readonly EnumDefinition[]
  readonly allowDestructive: boolean
  readonly lockTimeout: number
  readonly statementLockTimeout: number
  readonly retries: number
  readonly connectionTimeout: number
  readonly logger: Logger
  readonly signal: AbortSignal | undefined
  readonly tables: readonly [history: string, lock: string]
}

const silent: Logger = { debug() {}, info() {}, warn() {}, error() {} }

/**
 * Returns the options with their defaults.
 *
 * @throws OPTIONS_INVALID
 */
export function resolveOptions(options: MigratorOptions): ResolvedOptions {
  const { migrationTableName = 'kysely_migration', migrationLockTableName = 'kysely_migration_lock' } =
    options
  if (!Array.isArray(options.migrations))
    throw new OptionsInvalidError('option migrations', 'it is not an array')
  return {
    db: kyselyOf(options.db),
    migrations: [...options.migrations].sort((a, b) => compareNames(a.name, b.name)),
    schema: options.schema === undefined ? null : identifier('schema', options.schema),
    definitions: options.definitions ?? [],
    allowDestructive: options.allowDestructive ?? false,
    lockTimeout: count('lockTimeout', options.lockTimeout, 30_000),
    statementLockTimeout: count('statementLockTimeout', options.statementLockTimeout, 5_000),
    retries: count('retries', options.retries, 3),
    connectionTimeout: count('connectionTimeout', options.connectionTimeout, 10_000),
    logger: options.logger ?? silent,
    signal: options.signal,
    tables: [
      identifier('migrationTableName', migrationTableName),
      identifier('migrationLockTableName', migrationLockTableName),
    ],
  }
}

const MAX_INT4 = 2_147_483_647

function count(option: string, value: number | undefined, fallback: number): number {
  if (value === undefined) return fallback
  if (Number.isInteger(value) && value >= 0 && value <= MAX_INT4) return value
  throw new OptionsInvalidError(`option ${option}`, `${value} is not a whole number from 0 to ${MAX_INT4}`)
}

const MAX_BYTES = 63

function identifier(option: string, value: string): string {
  const reason = reasonAgainst(option, value)
  if (reason === null) return value
  throw new OptionsInvalidError(`option ${option} ${JSON.stringify(value)}`, reason)
}

function reasonAgainst(option: string, value: string): string | null {
  if (value === '') return 'it is empty'
  if (value.includes('\0') || !value.isWellFormed()) return 'it is not a text that a server can store'
  if (Buffer.byteLength(value) > MAX_BYTES)
    return `it is longer than ${MAX_BYTES} bytes, the server would cut it`
  if (option === 'schema' && (/^pg_/.test(value) || value === 'information_schema')) {
    return "it is one of the server's own schemas"
  }
  return null
}
