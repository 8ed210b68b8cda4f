import { OmniError } from '@omni/pg-enum-guard'

/** Two migrations of one name: the history could not tell them apart. */
export class MigrationNameDuplicateError extends OmniError<
  'MIGRATION_NAME_DUPLICATE',
  { migration: string; count: number }
> {
  override readonly name = 'MigrationNameDuplicateError'

  constructor(migration: string, count: number) {
    super('MIGRATION_NAME_DUPLICATE', {
      message: `${count} migrations have the name "${migration}"`,
      hint: 'Give the newer one a name of its own that sorts last.',
      details: { migration, count },
    })
  }
}
