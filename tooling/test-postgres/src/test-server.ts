import type { CreateDatabaseOptions, TestDatabase } from './create-database.ts'

/** Where a server is that tests may make databases on. */
export interface TestServerSource {
  /** Connects a superuser to the database `postgres`. */
  readonly url: string
  readonly major: number
}

/** A server that was found or started for tests. */
export interface TestServer extends TestServerSource {
  /** Creates an empty database. */
  createDatabase(options?: CreateDatabaseOptions): Promise<TestDatabase>
  /** Stops what was started. */
  stop(): Promise<void>
}

/** A server without the ways to use it. */
export type StartedServer = Omit<TestServer, 'createDatabase'>

declare module 'vitest' {
  interface ProvidedContext {
    testServer: TestServerSource
  }
}
