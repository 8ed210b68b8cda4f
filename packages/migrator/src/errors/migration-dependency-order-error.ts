import { OmniError } from '@omni/pg-enum-guard'

/** A dependency that would be applied after its dependent, because its name sorts after. */
export class MigrationDependencyOrderError extends OmniError<
  'MIGRATION_DEPENDENCY_ORDER',
  { migration: string; dependency: string }
> {
  override readonly name = 'MigrationDependencyOrderError'

  constructor(migration: string, dependency: string) {
    super('MIGRATION_DEPENDENCY_ORDER', {
      message: `Migration "${migration}" depends on "${dependency}", which sorts after it and would be applied later`,
      hint: `Rename whichever of the two is applied nowhere yet, so that "${dependency}" sorts first.`,
      details: { migration, dependency },
    })
  }
}
