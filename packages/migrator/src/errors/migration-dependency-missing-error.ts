import { OmniError } from '@omni/pg-enum-guard'

/** `dependsOn` names a migration that is not in the list. */
export class MigrationDependencyMissingError extends OmniError<
  'MIGRATION_DEPENDENCY_MISSING',
  { migration: string; dependency: string; existing: string[] }
> {
  override readonly name = 'MigrationDependencyMissingError'

  constructor(migration: string, dependency: string, existing: string[]) {
    super('MIGRATION_DEPENDENCY_MISSING', {
      message: `Migration "${migration}" depends on "${dependency}", which does not exist`,
      hint: `Add "${dependency}" to the list of migrations, or correct dependsOn. There are: ${existing.join(', ')}.`,
      details: { migration, dependency, existing },
    })
  }
}
