import { OmniError } from '@omni/pg-enum-guard'

/** Migrations that depend on each other in a circle: none of them could be the first. */
export class MigrationDependencyCycleError extends OmniError<
  'MIGRATION_DEPENDENCY_CYCLE',
  { cycle: string[] }
> {
  override readonly name = 'MigrationDependencyCycleError'

  constructor(cycle: string[]) {
    super('MIGRATION_DEPENDENCY_CYCLE', {
      message: `Migrations depend on each other in a circle: ${cycle.map((name) => `"${name}"`).join(' → ')}`,
      hint: 'Remove one of these from dependsOn: a migration can only depend on those that sort before it.',
      details: { cycle },
    })
  }
}
