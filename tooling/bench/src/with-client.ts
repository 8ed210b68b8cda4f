import type { TestDatabase } from '@omni/test-postgres'
import type pg from 'pg'
import type { Bench } from './measurement.ts'

/** Makes a database of its own, connects, and drops it after `use`, whatever happens. */
export async function withClient<Result>(
  { server }: Bench,
  use: (client: pg.Client, database: TestDatabase) => Promise<Result>,
): Promise<Result> {
  const database = await server.createDatabase()
  try {
    return await use(await database.client(), database)
  } finally {
    await database.drop()
  }
}
