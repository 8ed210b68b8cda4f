import { checkEnums } from './check-enums.ts'
import type { EnumDefinition } from './define-enum.ts'
import type { CompareOptions } from './guard-options.ts'
import { problemOf } from './problem-of.ts'
import type { Queryable } from './queryable.ts'

/**
 * Returns true where the enum exists and matches, false where nothing has its name; throws where something else does.
 * One round trip when it does not throw.
 *
 * @throws ENUM_VALUES_MISMATCH with the statements that repair it, ENUM_NAME_TAKEN, SCHEMA_NOT_FOUND where no schema
 * is named and the `search_path` holds none, ENUM_DEFINITION_INVALID
 *
 * @example
 * ```ts
 * import { defineEnum, type Queryable, validateEnumValues } from '@omni/pg-enum-guard'
 *
 * declare const client: Queryable
 * const nodeType = defineEnum({ schema: 'public', name: 'node_type_enum', values: ['effect', 'compute'] })
 *
 * const exists = await validateEnumValues(client, nodeType, { mode: 'ordered' })
 * ```
 */
export async function validateEnumValues(
  db: Queryable,
  definition: EnumDefinition,
  options: CompareOptions = {},
): Promise<boolean> {
  const [check] = await checkEnums(db, [definition], options)
  if (check === undefined || check.status === 'absent') return false
  if (check.status === 'no-schema' && check.schema !== null) return false
  const problem = await problemOf(db, check)
  if (problem !== null) throw problem
  return true
}
