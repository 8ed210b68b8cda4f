import type { Queryable } from './queryable.ts'
import { hashText } from './sql/hash-text.ts'

/** What named prepared statements need of a driver: `pg`'s Client, PoolClient and Pool have it. */
export interface NamedQueryable {
  query(config: { name: string; text: string; values: unknown[] }): Promise<{ rows: unknown[] }>
}

/**
 * Returns a `pg` connection whose statements are prepared once for each session and then only executed. Opt in where
 * sessions live long: behind a pooler in transaction mode a prepared statement may be missing on the next connection.
 *
 * @example
 * ```ts
 * import { checkEnums } from '@omni/pg-enum-guard'
 * import { type NamedQueryable, prepared } from '@omni/pg-enum-guard/pg'
 *
 * declare const pool: NamedQueryable
 * await checkEnums(prepared(pool), [{ name: 'node_type_enum', values: ['effect', 'compute'] }])
 * ```
 */
export function prepared(client: NamedQueryable): Queryable {
  return {
    // Statements without parameters are DDL or read one changing thing once: preparing them would only cost.
    query: (text, values = []) =>
      values.length === 0
        ? (client as unknown as Queryable).query(text)
        : client.query({ name: `omni_${hashText(text)}`, text, values }),
  }
}
