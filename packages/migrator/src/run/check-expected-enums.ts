import {
  checkEnums,
  type EnumCheck,
  EnumCheckFailedError,
  type Logger,
  type OmniError,
  problemOf,
  type Queryable,
} from '@omni/pg-enum-guard'
import type { ExpectedEnum } from '../graph/expected-enums.ts'

/** Returns where each enum stands: one query for any number, none for none. */
export async function checkExpectedEnums(
  db: Queryable,
  expected: readonly ExpectedEnum[],
  logger: Logger,
): Promise<EnumCheck[]> {
  if (expected.length === 0) return []
  return checkEnums(
    db,
    expected.map(({ definition }) => definition),
    { logger },
  )
}

/** Returns the error of each enum that is not as it should be, remedies included. */
export async function problemsOf(db: Queryable, checks: readonly EnumCheck[]): Promise<OmniError[]> {
  const problems: OmniError[] = []
  for (const check of checks) {
    const problem = await problemOf(db, check)
    if (problem !== null) problems.push(problem)
  }
  return problems
}

/**
 * Throws unless every enum matches; returns where each stands.
 *
 * @throws ENUM_VALUES_MISMATCH, ENUM_ABSENT, ENUM_NAME_TAKEN, SCHEMA_NOT_FOUND; ENUM_CHECK_FAILED for several
 */
export async function assertExpectedEnums(
  db: Queryable,
  expected: readonly ExpectedEnum[],
  logger: Logger,
): Promise<EnumCheck[]> {
  const checks = await checkExpectedEnums(db, expected, logger)
  const problems = await problemsOf(db, checks)
  const [problem, ...others] = problems
  if (problem !== undefined)
    throw others.length === 0 ? problem : new EnumCheckFailedError(problems, checks.length)
  return checks
}
