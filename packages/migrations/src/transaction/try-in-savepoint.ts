import { type Kysely, sql } from 'kysely'

// unique_violation of a catalog index while both are at it, duplicate_table and duplicate_object afterwards
const LOST_RACES = new Set(['23505', '42P07', '42710'])

/**
 * Runs `create` and returns true; where another session created the same meanwhile, undoes what `create` did and
 * returns false, with the transaction as usable as before.
 */
export async function tryInSavepoint<DB>(trx: Kysely<DB>, create: () => Promise<void>): Promise<boolean> {
  await sql`savepoint omni_migrations_create`.execute(trx)
  try {
    await create()
  } catch (error) {
    if (!isLostRace(error)) throw error
    await sql`rollback to savepoint omni_migrations_create`.execute(trx)
    return false
  }
  await sql`release savepoint omni_migrations_create`.execute(trx)
  return true
}

function isLostRace(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && typeof error.code === 'string' && LOST_RACES.has(error.code)
  )
}
