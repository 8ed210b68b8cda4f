/** A server that tests may make databases on. */
export interface TestServer {
  /** Connects a superuser to the database `postgres`. */
  readonly url: string
  readonly major: number
  stop(): Promise<void>
}

export interface TestServerSource {
  readonly url: string
  readonly major: number
}

declare module 'vitest' {
  interface ProvidedContext {
    testServer: TestServerSource
  }
}
