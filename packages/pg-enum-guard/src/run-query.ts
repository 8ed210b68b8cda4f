import { guardErrorOf } from './errors/guard-error-of.ts'
import type { Queryable } from './queryable.ts'

/**
 * Runs one statement and returns its rows; a refusal of the server that the reader can act on comes back as a
 * typed error.
 *
 * @throws PERMISSION_DENIED, READ_ONLY
 */
export async function runQuery<Row>(db: Queryable, text: string, values: unknown[] = []): Promise<Row[]> {
  try {
    const { rows } = await db.query(text, values)
    return rows as Row[]
  } catch (error) {
    throw guardErrorOf(error)
  }
}
