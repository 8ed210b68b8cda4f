import { type EnumOfSchemaRow, fetchEnumsOfSchema } from './catalog/fetch-enums-of-schema.ts'
import type { Queryable } from './queryable.ts'

/** An enum that a schema holds, whether or not the code knows it. */
export type HeldEnum = EnumOfSchemaRow

/**
 * Returns the enums that a schema holds, by name, with their labels in sort order; those of `current_schema()` where
 * no schema is named, none where the schema does not exist. One round trip, no privilege needed.
 *
 * @example
 * ```ts
 * import { listEnums, type Queryable } from '@omni/pg-enum-guard'
 *
 * declare const client: Queryable
 * for (const { name, labels } of await listEnums(client, { schema: 'public' })) console.log(name, labels)
 * ```
 */
export async function listEnums(
  db: Queryable,
  { schema }: { schema?: string | undefined } = {},
): Promise<HeldEnum[]> {
  return fetchEnumsOfSchema(db, schema ?? null)
}
