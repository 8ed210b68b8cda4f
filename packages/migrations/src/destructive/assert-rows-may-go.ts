import { type Queryable, sqlstateOf } from '@omni/pg-enum-guard'
import { DestructiveMigrationBlockedError } from '../errors/destructive-migration-blocked-error.ts'
import { countRows } from './count-rows.ts'

const INSUFFICIENT_PRIVILEGE = '42501'

/**
 * Returns the number of rows of a table that is about to be dropped; throws where there are any and nobody has
 * allowed their loss, and where they cannot be counted.
 *
 * @throws DESTRUCTIVE_MIGRATION_BLOCKED
 */
export async function assertRowsMayGo(
  db: Queryable,
  schema: string,
  table: string,
  { allowDestructive }: { readonly allowDestructive: boolean },
): Promise<bigint> {
  const rows = await countRows(db, schema, table).catch((cause: unknown) => {
    if (sqlstateOf(cause) !== INSUFFICIENT_PRIVILEGE) throw cause
    throw new DestructiveMigrationBlockedError({ schema, table, rows: null }, cause)
  })
  if (rows > 0n && !allowDestructive) {
    throw new DestructiveMigrationBlockedError({ schema, table, rows: rows.toString() })
  }
  return rows
}
