import { migrations } from '@omni/migrations'
import { createMigrator } from '@omni/migrator'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { figureOfBudget } from './figures.ts'
import type { Measurement } from './measurement.ts'
import { median } from './median.ts'
import { withClient } from './with-client.ts'

const ROUNDS = 15

/** What only the guard asks: reads of labels and dependents, and the creation that survives a race. */
const OF_GUARD = /pg_enum|omni\.in_transaction/

/** Migration 004 on a fresh database, and the guard's share of it, beside the budgets of the original. */
export const migration004: Measurement = {
  name: 'migration',
  async run(bench) {
    const totals: number[] = []
    const shares: number[] = []
    for (let round = -2; round < ROUNDS; round += 1) {
      const { total, share } = await withClient(bench, (_, { url }) => migrate(url))
      if (round < 0) continue
      totals.push(total)
      shares.push(share)
    }
    const targets = { atMost: 1, aim: 0.1 }
    return [
      figureOfBudget(
        'migration 004',
        'ms',
        200,
        { what: 'up on a fresh database', value: median(totals) },
        targets,
      ),
      figureOfBudget(
        'migration 004',
        'ms',
        100,
        { what: 'statements of the guard', value: median(shares) },
        targets,
      ),
    ]
  },
}

async function migrate(url: string): Promise<{ total: number; share: number }> {
  const pool = new pg.Pool({ connectionString: url })
  let share = 0
  const db = new Kysely<unknown>({
    dialect: new PostgresDialect({ pool }),
    log: ({ query, queryDurationMillis }) => {
      if (OF_GUARD.test(query.sql)) share += queryDurationMillis
    },
  })
  try {
    const start = performance.now()
    await createMigrator({ db, migrations }).up()
    return { total: performance.now() - start, share }
  } finally {
    await db.destroy()
  }
}
