import type { OmniError } from '@omni/pg-enum-guard'
import { MigrationDependencyCycleError } from '../errors/migration-dependency-cycle-error.ts'
import { MigrationDependencyMissingError } from '../errors/migration-dependency-missing-error.ts'
import { MigrationDependencyOrderError } from '../errors/migration-dependency-order-error.ts'
import { MigrationNameDuplicateError } from '../errors/migration-name-duplicate-error.ts'
import { MigrationNameInvalidError } from '../errors/migration-name-invalid-error.ts'
import type { Migration } from '../migration.ts'
import { checkName } from './check-name.ts'
import { compareNames } from './compare-names.ts'
import { findCycle } from './find-cycle.ts'

/**
 * Returns everything that is wrong with a list of migrations by itself: names, duplicates, and `dependsOn` that
 * is missing, circular or sorts after its dependent. Needs no database.
 *
 * @example
 * ```ts
 * import { checkGraph } from '@omni/migrator'
 *
 * const problems = checkGraph([{ name: '002', dependsOn: ['001'], async up() {} }])
 * console.log(problems.map((problem) => problem.code)) // ['MIGRATION_DEPENDENCY_MISSING']
 * ```
 */
export function checkGraph(migrations: readonly Migration[]): OmniError[] {
  return [...checkNames(migrations), ...checkDependencies(migrations)]
}

function checkNames(migrations: readonly Migration[]): OmniError[] {
  const problems: OmniError[] = []
  const counts = new Map<string, number>()
  for (const { name } of migrations) {
    const reason = checkName(name)
    if (reason !== null) problems.push(new MigrationNameInvalidError(name, reason))
    else counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  for (const [name, count] of counts) {
    if (count > 1) problems.push(new MigrationNameDuplicateError(name, count))
  }
  return problems
}

function checkDependencies(migrations: readonly Migration[]): OmniError[] {
  const dependencies = new Map(migrations.map(({ name, dependsOn = [] }) => [name, dependsOn]))
  const cycle = findCycle(dependencies)
  const problems: OmniError[] = cycle === null ? [] : [new MigrationDependencyCycleError(cycle)]
  for (const [name, dependsOn] of dependencies) {
    for (const dependency of dependsOn) {
      if (!dependencies.has(dependency)) {
        problems.push(new MigrationDependencyMissingError(name, dependency, [...dependencies.keys()]))
      } else if (compareNames(dependency, name) > 0 && !cycle?.includes(name)) {
        problems.push(new MigrationDependencyOrderError(name, dependency))
      }
    }
  }
  return problems
}
