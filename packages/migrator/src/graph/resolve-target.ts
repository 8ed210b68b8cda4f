import { TargetAmbiguousError } from '../errors/target-ambiguous-error.ts'
import { TargetUnknownError } from '../errors/target-unknown-error.ts'

/** Where a run should end: right after one migration, or before the first. */
export type Target = { readonly after: string } | { readonly after: null }

/**
 * Returns the migration that a target names: its exact name, else the number that it starts with (`4` and `004`
 * are the same). A number below that of the first migration stands for the state before it: `003` may belong to
 * another tool's history that came before.
 *
 * @throws TARGET_UNKNOWN, TARGET_AMBIGUOUS
 */
export function resolveTarget(target: string, names: readonly string[]): Target {
  if (names.includes(target)) return { after: target }
  const number = /^\d+$/.test(target) ? BigInt(target) : null
  if (number === null) throw new TargetUnknownError(target, names)

  const matches = names.filter((name) => numberOf(name) === number)
  const [match, ...others] = matches
  if (match !== undefined && others.length === 0) return { after: match }
  if (match !== undefined) throw new TargetAmbiguousError(target, matches)

  const first = names[0] === undefined ? null : numberOf(names[0])
  if (first !== null && number < first) return { after: null }
  throw new TargetUnknownError(target, names)
}

function numberOf(name: string): bigint | null {
  const digits = /^\d+/.exec(name)?.[0]
  return digits === undefined ? null : BigInt(digits)
}
