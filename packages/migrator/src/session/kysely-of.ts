import { Kysely, PostgresDialect, type PostgresPool } from 'kysely'
import { OptionsInvalidError } from '../errors/options-invalid-error.ts'
import type { AnyKysely } from './any-kysely.ts'
import { type PoolEvents, surviveConnectionLoss } from './survive-connection-loss.ts'

/** A `pg.Pool`, by its shape. */
export type PoolLike = PostgresPool & PoolEvents

/** Returns the Kysely instance that was given, or one over the pool that was given; nothing of it is ever closed. */
export function kyselyOf(db: AnyKysely | PoolLike): AnyKysely {
  if (isKysely(db)) {
    if (!db.isTransaction) return db
    throw new OptionsInvalidError(
      'option db',
      'it is a transaction',
      'Give the Kysely instance itself: a run opens a transaction for each migration, and holds its lock in another.',
    )
  }
  if (isPool(db)) return new Kysely({ dialect: new PostgresDialect({ pool: surviveConnectionLoss(db) }) })
  throw new OptionsInvalidError('option db', 'it is neither a Kysely instance nor a pg.Pool')
}

function isKysely(db: unknown): db is AnyKysely {
  return typeof db === 'object' && db !== null && 'getExecutor' in db
}

function isPool(db: unknown): db is PoolLike {
  return typeof db === 'object' && db !== null && 'connect' in db && 'on' in db && 'totalCount' in db
}
