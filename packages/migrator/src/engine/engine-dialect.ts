import {
  type CompiledQuery,
  type DatabaseConnection,
  type DatabaseIntrospector,
  type Dialect,
  type Driver,
  PostgresAdapter,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely'

export interface EngineDialectOptions {
  /** Runs a query of the engine in the transaction that is already open. */
  execute<Row>(query: CompiledQuery): Promise<QueryResult<Row>>
  readonly introspector: DatabaseIntrospector
}

/**
 * What Kysely's Migrator works on: every query goes to the one transaction that the run opened. The engine opens
 * none of its own and takes no lock (its own session lock leaks behind a transaction pooler), and it looks for
 * its tables by name instead of reading every table of the database.
 */
export function engineDialect({ execute, introspector }: EngineDialectOptions): Dialect {
  const connection: DatabaseConnection = {
    executeQuery: execute,
    streamQuery() {
      throw new Error('the engine of the migrator does not stream')
    },
  }
  return {
    createAdapter: () => new EngineAdapter(),
    createDriver: () => forwardingDriver(connection),
    createIntrospector: () => introspector,
    createQueryCompiler: () => new PostgresQueryCompiler(),
  }
}

class EngineAdapter extends PostgresAdapter {
  override get supportsTransactionalDdl(): boolean {
    return false
  }

  override async acquireMigrationLock(): Promise<void> {}

  override async releaseMigrationLock(): Promise<void> {}
}

function forwardingDriver(connection: DatabaseConnection): Driver {
  const refuse = async () => {
    throw new Error('the engine of the migrator opens no transaction of its own')
  }
  return {
    async init() {},
    async acquireConnection() {
      return connection
    },
    beginTransaction: refuse,
    commitTransaction: refuse,
    rollbackTransaction: refuse,
    async releaseConnection() {},
    async destroy() {},
  }
}
