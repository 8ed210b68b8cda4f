import { fetchDependencyEdges } from './catalog/fetch-dependency-edges.ts'
import { assertEnumRef, type EnumRef } from './define-enum.ts'
import { type EnumDependent, listDependents } from './list-dependents.ts'
import type { Queryable } from './queryable.ts'

/**
 * Returns everything that would block `DROP TYPE` or be dropped by `CASCADE`, directly or through the array type, a
 * domain, a composite type, a range, a view and so on; nothing where no enum has the name. One round trip, no
 * privilege needed. Bodies of functions written as strings are not tracked by PostgreSQL and not listed.
 *
 * @throws ENUM_DEFINITION_INVALID
 *
 * @example
 * ```ts
 * import { checkEnumDependencies, type Queryable, renderDependent } from '@omni/pg-enum-guard'
 *
 * declare const client: Queryable
 * const dependents = await checkEnumDependencies(client, { schema: 'public', name: 'node_type_enum' })
 * console.log(dependents.map(renderDependent)) // ['public.node_registrations.node_type']
 * ```
 */
export async function checkEnumDependencies(db: Queryable, ref: EnumRef): Promise<EnumDependent[]> {
  assertEnumRef(ref)
  return listDependents(await fetchDependencyEdges(db, ref))
}
