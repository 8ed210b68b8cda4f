import { setTimeout as delay } from 'node:timers/promises'
import { fetchOpenTransactions, type OpenTransactionRow } from './catalog/fetch-open-transactions.ts'
import { DropBlockedError } from './errors/drop-blocked-error.ts'
import type { Queryable } from './queryable.ts'
import { qualifiedName } from './sql/quote-identifier.ts'

// A statement that has resolved the type's name but not written yet shows no lock; it writes within this time.
const GRACE_MS = 100
const PAUSE_MS = 25
const DEFAULT_WAIT_MS = 5_000

/**
 * Waits until every transaction that is open now and can have used the type unseen has ended: until PostgreSQL 15.20
 * and 18.6, `DROP TYPE` does not see a table that another transaction is creating, and leaves it without its type.
 *
 * @throws DROP_BLOCKED where one is still open after `waitMs`
 */
export async function awaitOpenTransactions(
  db: Queryable,
  ref: { readonly schema: string; readonly name: string },
  { waitMs = DEFAULT_WAIT_MS }: { waitMs?: number | undefined },
): Promise<void> {
  const start = performance.now()
  const elapsed = () => performance.now() - start
  let open = await fetchOpenTransactions(db)
  const remembered = new Set(open.map((row) => row.transaction))
  for (;;) {
    const writers = open.filter((row) => row.writes && remembered.has(row.transaction))
    const isRunning = open.some((row) => !row.isIdle && remembered.has(row.transaction))
    if (writers.length === 0 && (!isRunning || elapsed() >= GRACE_MS)) return
    if (writers.length > 0 && (elapsed() >= waitMs || writers.some((row) => row.waitsForUs))) {
      const type = qualifiedName(ref.schema, ref.name)
      throw new DropBlockedError(type, writers.map(describe), Math.round(elapsed()))
    }
    await delay(PAUSE_MS)
    open = await fetchOpenTransactions(db)
  }
}

function describe({ pid, user, application }: OpenTransactionRow) {
  return { pid, user, application: application === '' ? null : application }
}
