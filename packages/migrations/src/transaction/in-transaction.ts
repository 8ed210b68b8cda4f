import { guardErrorOf, type Queryable } from '@omni/pg-enum-guard'
import { fromKysely } from '@omni/pg-enum-guard/kysely'
import type { Kysely } from 'kysely'

/**
 * Runs `work` in the transaction that the caller has open, or in one of its own: never half. Plugins are left out,
 * for one that renames what it sees would rename the tables.
 */
export async function inTransaction<DB>(
  db: Kysely<DB>,
  work: (trx: Kysely<DB>, queryable: Queryable) => Promise<void>,
): Promise<void> {
  const plain = db.withoutPlugins()
  const run = (trx: Kysely<DB>) => work(trx, fromKysely(trx))
  try {
    if (plain.isTransaction) await run(plain)
    // read committed: after waiting for a lock, each statement sees what the other session committed
    else await plain.transaction().setIsolationLevel('read committed').execute(run)
  } catch (error) {
    throw guardErrorOf(error)
  }
}
