import type { Queryable } from '@omni/pg-enum-guard'

/** Returns how many statements `use` sends; `pg` sends each of them in one round trip. */
export async function countQueries(
  db: Queryable,
  use: (counted: Queryable) => Promise<unknown>,
): Promise<number> {
  let count = 0
  await use({
    query: (text, values) => {
      count += 1
      return db.query(text, values)
    },
  })
  return count
}
