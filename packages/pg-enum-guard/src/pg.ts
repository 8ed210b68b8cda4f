import type { Queryable } from './queryable.ts'

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
        : client.query({ name: nameOf(text), text, values }),
  }
}

/** FNV-1a over the text, 64 bits: the same statement has the same name in every process. */
function nameOf(text: string): string {
  let hash = 0xcbf29ce484222325n
  for (let index = 0; index < text.length; index += 1) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(text.charCodeAt(index))) * 0x100000001b3n)
  }
  return `omni_${hash.toString(16)}`
}
