import type { EnumDefinition, OmniError } from '@omni/pg-enum-guard'
import { DefinitionNotMigratedError } from '../errors/definition-not-migrated-error.ts'
import type { Migration } from '../migration.ts'
import { expectedEnums, identityOf } from './expected-enums.ts'

/**
 * Returns one problem for each live definition that the migrations do not lead to: its labels are others, or no
 * migration declares it. The order of labels does not matter, as for the guard.
 */
export function compareDefinitions(
  definitions: readonly EnumDefinition[],
  migrations: readonly Migration[],
  schema: string,
): OmniError[] {
  const expected = new Map(
    expectedEnums(migrations, schema).map((entry) => [identityOf(entry.definition, schema), entry]),
  )
  const problems: OmniError[] = []
  for (const definition of definitions) {
    const entry = expected.get(identityOf(definition, schema)) ?? null
    const migrated = entry?.definition.values ?? []
    const notMigrated = definition.values.filter((value) => !migrated.includes(value))
    const notDefined = migrated.filter((value) => !definition.values.includes(value))
    if (entry === null || notMigrated.length > 0 || notDefined.length > 0) {
      const migration = entry?.migration ?? null
      problems.push(
        new DefinitionNotMigratedError({ name: definition.name, migration, notMigrated, notDefined }),
      )
    }
  }
  return problems
}
