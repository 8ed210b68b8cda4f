import { sqlstateOf } from '@omni/pg-enum-guard'
import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely'
import type { AnyKysely } from './any-kysely.ts'
import { isConnectionLoss } from './is-connection-loss.ts'

type Rest = [options?: Parameters<DatabaseConnection['executeQuery']>[1]]

/** What went over one connection since it is recorded. */
export interface Recording {
  /** The statement that runs now. */
  running(): string | null
  /** The first error, before the transaction was aborted by it, and its statement; null where none was seen. */
  firstError(): { readonly error: unknown; readonly statement: string } | null
  /** Whether the connection itself was lost; an error of the same kind may also come from elsewhere in a migration. */
  lost(): boolean
  /** Resolves once no statement runs any more. */
  idle(): Promise<void>
  stop(): void
}

/**
 * Records the statements of one connection, whichever Kysely object sends them. Kysely hands the SQL of a failed
 * statement to nobody but its log; like its log, this stands in for `executeQuery` of the connection.
 *
 * @param refuse called before each statement; what it throws keeps the statement from being sent
 */
export async function recordStatements(db: AnyKysely, refuse: () => void): Promise<Recording> {
  const connection = await db.getExecutor().provideConnection(async (connection) => connection)
  const own = Object.getOwnPropertyDescriptor(connection, 'executeQuery')
  const executeQuery = connection.executeQuery
  let running: string | null = null
  let ended = Promise.resolve()
  let first: { error: unknown; statement: string } | null = null
  let lost = false
  let stopped = false

  const recorded: DatabaseConnection['executeQuery'] = async <Row>(
    query: CompiledQuery,
    ...rest: Rest
  ): Promise<QueryResult<Row>> => {
    refuse()
    running = query.sql
    const { promise, resolve } = Promise.withResolvers<void>()
    ended = promise
    try {
      return await executeQuery.call<DatabaseConnection, [CompiledQuery, ...Rest], Promise<QueryResult<Row>>>(
        connection,
        query,
        ...rest,
      )
    } catch (error) {
      lost ||= isConnectionLoss(error)
      if (sqlstateOf(error) !== '25P02') first ??= { error, statement: query.sql }
      throw error
    } finally {
      running = null
      resolve()
    }
  }
  connection.executeQuery = recorded

  return {
    running: () => running,
    firstError: () => first,
    lost: () => lost,
    idle: () => ended,
    stop() {
      if (stopped) return
      stopped = true
      if (own) Object.defineProperty(connection, 'executeQuery', own)
      else Reflect.deleteProperty(connection, 'executeQuery')
    },
  }
}
