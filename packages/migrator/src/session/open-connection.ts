import type { AnyKysely } from './any-kysely.ts'
import { type OpenOptions, openWithin } from './open-transaction.ts'

/** One connection outside any transaction, kept until `release`. */
export interface OpenConnection {
  readonly db: AnyKysely
  release(): void
}

/**
 * Takes a connection for a migration that must run outside a transaction.
 *
 * @throws CANNOT_CONNECT, CONNECTION_UNAVAILABLE, INTERRUPTED
 */
export async function openConnection(db: AnyKysely, options: OpenOptions): Promise<OpenConnection> {
  const opening = new Promise<OpenConnection>((resolve, reject) => {
    db.connection()
      .execute((own) => new Promise<void>((release) => resolve({ db: own, release })))
      .catch(reject)
  })
  return openWithin(opening, options, ({ release }) => release())
}
