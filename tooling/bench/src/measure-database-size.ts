import { migrations } from '@omni/migrations'
import { createMigrator, toKyselyMigrations } from '@omni/migrator'
import { Kysely, PostgresDialect } from 'kysely'
import { Migrator } from 'kysely/migration'
import pg from 'pg'
import { compareTimes } from './compare-times.ts'
import { figuresOf } from './figures.ts'
import { makeInBatches } from './make-in-batches.ts'
import type { Bench, Measurement } from './measurement.ts'

const COUNT = 10_000

/** An `up` with nothing to do, in a database with no other tables and in one with many; Kysely's own beside it. */
export const databaseSize: Measurement = {
  name: 'database-size',
  async run(bench) {
    const small = await databaseWith(bench, 0)
    const large = await databaseWith(bench, COUNT)
    try {
      const own = await compareTimes(
        [
          { what: 'up, no other tables', run: () => withKysely(small.url, upOfOmni) },
          { what: `up, ${COUNT} tables`, run: () => withKysely(large.url, upOfOmni) },
        ],
        { rounds: 25 },
      )
      const kysely = await compareTimes(
        [
          { what: 'Kysely alone, no other tables', run: () => withKysely(small.url, upOfKysely) },
          { what: `Kysely alone, ${COUNT} tables`, run: () => withKysely(large.url, upOfKysely) },
        ],
        { rounds: 10 },
      )
      return [
        ...figuresOf('no-op up and the size of the database', own, { atMost: 1.3 }),
        ...figuresOf('no-op up and the size of the database', kysely),
      ]
    } finally {
      await small.drop()
      await large.drop()
    }
  },
}

async function databaseWith({ server, progress }: Bench, count: number) {
  const database = await server.createDatabase()
  if (count > 0) progress(`  creating ${count} tables`)
  const client = await database.client()
  await makeInBatches(client, count, (number) => `create table public.table_${number} (id int, name text)`)
  await withKysely(database.url, upOfOmni)
  await client.query('analyze')
  return database
}

async function withKysely<Result>(
  url: string,
  use: (db: Kysely<unknown>) => Promise<Result>,
): Promise<Result> {
  const pool = new pg.Pool({ connectionString: url })
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
  try {
    return await use(db)
  } finally {
    await db.destroy()
  }
}

function upOfOmni(db: Kysely<unknown>) {
  return createMigrator({ db, migrations }).up()
}

async function upOfKysely(db: Kysely<unknown>): Promise<void> {
  const provider = { getMigrations: async () => toKyselyMigrations(migrations) }
  const { error } = await new Migrator({ db, provider }).migrateToLatest()
  if (error !== undefined) throw error
}
