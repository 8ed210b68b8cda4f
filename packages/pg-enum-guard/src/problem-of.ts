import { fetchSimilarNames } from './catalog/fetch-similar-names.ts'
import type { EnumCheck } from './compare-enum.ts'
import { EnumAbsentError } from './errors/enum-absent-error.ts'
import { EnumNameTakenError } from './errors/enum-name-taken-error.ts'
import type { OmniError } from './errors/omni-error.ts'
import { SchemaNotFoundError } from './errors/schema-not-found-error.ts'
import type { Queryable } from './queryable.ts'
import { freeTypeName } from './repair/free-type-name.ts'

/**
 * Returns the error that a judgement amounts to, with its remedies, or null where the enum matches. Reads only; for
 * labels that have to go it counts the rows which hold them.
 *
 * @throws PERMISSION_DENIED
 */
export async function problemOf(db: Queryable, check: EnumCheck): Promise<OmniError | null> {
  switch (check.status) {
    case 'matches':
      return null
    case 'absent':
      return new EnumAbsentError(check)
    case 'no-schema':
      return new SchemaNotFoundError(check.schema, check.name)
    case 'name-taken':
      return nameTakenError(db, check)
    case 'differs':
      return valuesMismatchError(db, check)
  }
}

async function nameTakenError(db: Queryable, { schema, name, holder }: EnumCheck): Promise<OmniError | null> {
  if (schema === null || holder === null) return null
  const taken = await fetchSimilarNames(db, { schema, name })
  return new EnumNameTakenError({ name, holder }, freeTypeName(name, taken))
}

async function valuesMismatchError(db: Queryable, check: EnumCheck): Promise<OmniError> {
  // A third of the package, and most programs never need it: loaded when there is something to repair.
  const { valuesMismatchOf } = await import('./repair/values-mismatch-of.ts')
  return valuesMismatchOf(db, check)
}
