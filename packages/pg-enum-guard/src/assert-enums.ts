import { checkEnums } from './check-enums.ts'
import type { EnumDefinition } from './define-enum.ts'
import { EnumCheckFailedError } from './errors/enum-check-failed-error.ts'
import type { OmniError } from './errors/omni-error.ts'
import type { CompareOptions } from './guard-options.ts'
import { problemOf } from './problem-of.ts'
import type { Queryable } from './queryable.ts'

/**
 * Throws unless every enum is there and matches: one round trip when all is well, all problems in one error when not.
 * What a service calls at start-up and in its health check.
 *
 * @throws ENUM_CHECK_FAILED, whose `details.problems` hold ENUM_VALUES_MISMATCH, ENUM_ABSENT, ENUM_NAME_TAKEN and
 * SCHEMA_NOT_FOUND; ENUM_DEFINITION_INVALID
 *
 * @example
 * ```ts
 * import { assertEnums, defineEnum, type Queryable } from '@omni/pg-enum-guard'
 *
 * declare const pool: Queryable
 * const nodeType = defineEnum({ name: 'node_type_enum', values: ['effect', 'compute'] })
 *
 * await assertEnums(pool, [nodeType])
 * ```
 */
export async function assertEnums(
  db: Queryable,
  definitions: readonly EnumDefinition[],
  options: CompareOptions = {},
): Promise<void> {
  const checks = await checkEnums(db, definitions, options)
  const problems: OmniError[] = []
  for (const check of checks) {
    const problem = await problemOf(db, check)
    if (problem !== null) problems.push(problem)
  }
  if (problems.length > 0) throw new EnumCheckFailedError(problems, checks.length)
}
