import { countLabelRows } from '../catalog/count-label-rows.ts'
import { fetchDependencyEdges } from '../catalog/fetch-dependency-edges.ts'
import { fetchEnumColumns } from '../catalog/fetch-enum-columns.ts'
import { fetchTypeProperties } from '../catalog/fetch-type-properties.ts'
import type { EnumCheck } from '../compare-enum.ts'
import { EnumValuesMismatchError } from '../errors/enum-values-mismatch-error.ts'
import type { Queryable } from '../queryable.ts'
import { describeMismatch } from './describe-mismatch.ts'
import { type EnumRepair, planEnumRepair } from './plan-enum-repair.ts'

/** Returns the error for an enum that differs, with its remedies. Reads only. */
export async function valuesMismatchOf(db: Queryable, check: EnumCheck): Promise<EnumValuesMismatchError> {
  const details = { ...check, repair: await fetchRepair(db, check) }
  return new EnumValuesMismatchError(details, describeMismatch(details))
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
