import { fetchEnumStates } from './catalog/fetch-enum-states.ts'
import { compareEnum, type EnumCheck } from './compare-enum.ts'
import { assertEnumDefinition, type EnumDefinition } from './define-enum.ts'
import type { CompareOptions } from './guard-options.ts'
import { logCheck } from './log-check.ts'
import type { Queryable } from './queryable.ts'

/**
 * Returns where each enum stands, in the order asked, from one round trip for any number of them. Judges only: drift
 * is data here, not an error. Needs no privilege, a read-only transaction and a hot standby will do.
 *
 * @throws ENUM_DEFINITION_INVALID
 *
 * @example
 * ```ts
 * import { checkEnums, defineEnum, type Queryable } from '@omni/pg-enum-guard'
 *
 * declare const pool: Queryable
 * const nodeType = defineEnum({ name: 'node_type_enum', values: ['effect', 'compute'] })
 *
 * for (const { name, status, missing } of await checkEnums(pool, [nodeType])) {
 *   if (status !== 'matches') console.warn(name, status, missing)
 * }
 * ```
 */
export async function checkEnums(
  db: Queryable,
  definitions: readonly EnumDefinition[],
  { mode = 'set', logger }: CompareOptions = {},
): Promise<EnumCheck[]> {
  definitions.forEach(assertEnumDefinition)
  if (definitions.length === 0) return []
  const states = await fetchEnumStates(db, definitions)
  return definitions.map((definition, index) => {
    const state = states[index]
    if (state === undefined)
      throw new TypeError(`the driver returned ${states.length} rows for ${definitions.length} enums`)
    const check = compareEnum(definition, state, mode)
    logCheck(logger, check)
    return check
  })
}
