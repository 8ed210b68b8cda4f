import type { Queryable } from '@omni/pg-enum-guard'

/**
 * Runs the statement of each number from 1 to `count`, a thousand to a transaction: each object locked in one takes a
 * place in the server's lock table, which holds several thousand.
 */
export async function makeInBatches(
  db: Queryable,
  count: number,
  statement: (number: number) => string,
): Promise<void> {
  const batch = 1_000
  for (let first = 1; first <= count; first += batch) {
    const numbers = Array.from({ length: Math.min(batch, count - first + 1) }, (_, index) => first + index)
    await db.query(numbers.map(statement).join(';\n'))
  }
}
