import { isOmniError, type Queryable, qualifiedName, quoteIdentifier, sqlstateOf } from '@omni/pg-enum-guard'
import { fromKysely } from '@omni/pg-enum-guard/kysely'
import { fetchHistory, type HistoryEntry } from '../catalog/fetch-history.ts'
import { fetchServerFacts, type ServerFacts } from '../catalog/fetch-server-facts.ts'
import { ConnectionLostError } from '../errors/connection-lost-error.ts'
import { HistoryInvalidError } from '../errors/history-invalid-error.ts'
import { PermissionDeniedError } from '../errors/permission-denied-error.ts'
import { SchemaNotFoundError } from '../errors/schema-not-found-error.ts'
import type { ResolvedOptions } from '../resolve-options.ts'
import { isConnectionLoss } from '../session/is-connection-loss.ts'
import { type OpenTransaction, openTransaction, rollbackQuietly } from '../session/open-transaction.ts'
import { assertServerVersion } from './assert-server-version.ts'

/** Server and history as of one moment, and a transaction that goes on seeing that moment. */
export interface Snapshot {
  readonly facts: ServerFacts
  readonly schema: string
  /** The history table, quoted and qualified. */
  readonly table: string
  /** In the order applied; null where there is no history table yet. */
  readonly history: readonly HistoryEntry[] | null
  readonly recorded: readonly string[]
  readonly transaction: OpenTransaction
  readonly queryable: Queryable
}

export interface WithSnapshotOptions {
  readonly connection?: 'first' | 'second'
  /** What the run has done so far, for errors. */
  readonly applied?: readonly string[]
}

/**
 * Reads server and history in a read-only transaction, and hands them to `use` while it is open: history and
 * enums are then of the same moment, also while another run is at work. Works on a hot standby.
 *
 * @throws CANNOT_CONNECT, CONNECTION_UNAVAILABLE, CONNECTION_LOST, SERVER_TOO_OLD, SCHEMA_NOT_FOUND,
 * HISTORY_INVALID, PERMISSION_DENIED, INTERRUPTED
 */
export async function withSnapshot<Result>(
  options: ResolvedOptions,
  { connection = 'first', applied = [] }: WithSnapshotOptions,
  use: (snapshot: Snapshot) => Promise<Result>,
): Promise<Result> {
  const { db, connectionTimeout, signal } = options
  const transaction = await openTransaction(db, { kind: 'snapshot', connection, connectionTimeout, signal })
  try {
    const result = await use(await readSnapshot(options, transaction))
    await transaction.commit().execute()
    return result
  } catch (error) {
    await rollbackQuietly(transaction)
    if (isOmniError(error) || !isConnectionLoss(error)) throw error
    throw new ConnectionLostError({ migration: null, rolledBack: true, applied }, error)
  }
}

async function readSnapshot(options: ResolvedOptions, transaction: OpenTransaction): Promise<Snapshot> {
  const [historyTable, lockTable] = options.tables
  const queryable = fromKysely(transaction)
  const facts = await fetchServerFacts(queryable, {
    schema: options.schema,
    historyTable,
    lockTable,
    lockTimeout: options.statementLockTimeout,
  })
  assertServerVersion(facts)
  const { schema, schemaExists, searchPath } = facts
  if (schema === null || !schemaExists || schema.startsWith('pg_')) {
    throw new SchemaNotFoundError(schema, searchPath)
  }
  const table = qualifiedName(schema, historyTable)
  assertTable(table, facts.historyKind, facts.historyColumns, ['name', 'timestamp'])
  assertTable(qualifiedName(schema, lockTable), facts.lockTableKind, facts.lockTableColumns, [
    'id',
    'is_locked',
  ])
  const history =
    facts.historyKind === null ? null : await readHistory(queryable, { schema, table, user: facts.user })
  return {
    facts,
    schema,
    table,
    history,
    recorded: (history ?? []).map(({ name }) => name),
    transaction,
    queryable,
  }
}

// A partitioned table would do, too; whoever made one knows why.
const TABLE_KINDS = ['r', 'p']

function assertTable(
  table: string,
  kind: string | null,
  columns: number | null,
  names: [string, string],
): void {
  if (kind === null) return
  const hint = `Move it out of the way, or give the option migrationTableName another name: ALTER … ${table} RENAME TO …;`
  if (!TABLE_KINDS.includes(kind)) throw new HistoryInvalidError(table, 'it is not a table', hint)
  if (columns !== names.length) {
    throw new HistoryInvalidError(table, `it lacks the columns ${names.join(' and ')} of Kysely's`, hint)
  }
}

async function readHistory(
  queryable: Queryable,
  { schema, table, user }: { schema: string; table: string; user: string },
): Promise<HistoryEntry[]> {
  try {
    return await fetchHistory(queryable, table)
  } catch (error) {
    const sqlstate = sqlstateOf(error)
    if (sqlstate === '42501') {
      const role = quoteIdentifier(user)
      const hint = `As the owner: GRANT USAGE ON SCHEMA ${quoteIdentifier(schema)} TO ${role}; GRANT SELECT ON ${table} TO ${role};`
      throw new PermissionDeniedError(
        'read the migration history',
        { migration: null, statement: null },
        hint,
        error,
      )
    }
    if (sqlstate === '55P03') {
      throw new HistoryInvalidError(
        table,
        'another session keeps it locked',
        'Run again when that has ended.',
      )
    }
    throw error
  }
}
