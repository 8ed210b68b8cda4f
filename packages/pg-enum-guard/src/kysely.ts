import { CompiledQuery } from 'kysely'
import type { Queryable } from './queryable.ts'

/** What the adapter needs of Kysely; a `Kysely`, a `Transaction` and a `ControlledTransaction` have it. */
export interface KyselyLike {
  withoutPlugins(): { executeQuery(query: CompiledQuery<unknown>): Promise<{ readonly rows: unknown[] }> }
}

/**
 * Returns a Kysely instance or transaction as the guard wants its connections. Plugins are left out, for one that
 * renames columns would rename the guard's too; nothing is opened or closed.
 *
 * @example
 * ```ts
 * import { createEnumSafe, defineEnum } from '@omni/pg-enum-guard'
 * import { fromKysely } from '@omni/pg-enum-guard/kysely'
 * import type { Kysely } from 'kysely'
 *
 * const nodeType = defineEnum({ name: 'node_type_enum', values: ['effect', 'compute'] })
 *
 * export async function up(db: Kysely<unknown>) {
 *   await createEnumSafe(fromKysely(db), nodeType)
 * }
 * ```
 */
export function fromKysely(db: KyselyLike): Queryable {
  const plain = db.withoutPlugins()
  return {
    async query(text, values = []) {
      const { rows } = await plain.executeQuery(CompiledQuery.raw(text, [...values]))
      return { rows }
    },
  }
}
