import { countLabelRows } from './catalog/count-label-rows.ts'
import { fetchDependencyEdges } from './catalog/fetch-dependency-edges.ts'
import { fetchEnumColumns } from './catalog/fetch-enum-columns.ts'
import { fetchSimilarNames } from './catalog/fetch-similar-names.ts'
import { fetchTypeProperties } from './catalog/fetch-type-properties.ts'
import type { EnumCheck } from './compare-enum.ts'
import { EnumAbsentError } from './errors/enum-absent-error.ts'
import { EnumNameTakenError } from './errors/enum-name-taken-error.ts'
import { EnumValuesMismatchError } from './errors/enum-values-mismatch-error.ts'
import type { OmniError } from './errors/omni-error.ts'
import { SchemaNotFoundError } from './errors/schema-not-found-error.ts'
import type { Queryable } from './queryable.ts'
import { freeTypeName } from './repair/free-type-name.ts'
import { type EnumRepair, planEnumRepair } from './repair/plan-enum-repair.ts'

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
      return new EnumValuesMismatchError(check, await fetchRepair(db, check))
  }
}

async function nameTakenError(db: Queryable, { schema, name, holder }: EnumCheck): Promise<OmniError | null> {
  if (schema === null || holder === null) return null
  const taken = await fetchSimilarNames(db, { schema, name })
  return new EnumNameTakenError({ name, holder }, freeTypeName(name, taken))
}

async function fetchRepair(db: Queryable, check: EnumCheck): Promise<EnumRepair | null> {
  if (check.schema === null || check.extension !== null) return null
  const ref = { schema: check.schema, name: check.name }
  const properties = await fetchTypeProperties(db, ref)
  if (properties === null) return null
  const edges = await fetchDependencyEdges(db, ref)
  const columns = await fetchEnumColumns(db, ref)
  const removed = check.mode === 'superset' ? [] : check.extra
  const counts = await countLabelRows(db, columns, removed)
  return planEnumRepair({ check, schema: ref.schema, edges, columns, counts, properties })
}
