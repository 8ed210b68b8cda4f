import { inject } from 'vitest'
import { type CreateDatabaseOptions, createDatabase, type TestDatabase } from './create-database.ts'

/**
 * Creates an empty database for a test file, on the server that the global setup started. Drop it in `afterAll`.
 *
 * @example
 * ```ts
 * import { createTestDatabase, type TestDatabase } from '@omni/test-postgres'
 * import { afterAll, beforeAll } from 'vitest'
 *
 * let database: TestDatabase
 * beforeAll(async () => {
 *   database = await createTestDatabase()
 * })
 * afterAll(() => database.drop())
 * ```
 */
export function createTestDatabase(options: CreateDatabaseOptions = {}): Promise<TestDatabase> {
  return createDatabase(inject('testServer'), options)
}
