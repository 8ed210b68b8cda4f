import { OmniError, quoteLiteral } from '@omni/pg-enum-guard'

/** The history holds a migration that the code does not. */
export class MigrationRecordedMissingError extends OmniError<
  'MIGRATION_RECORDED_MISSING',
  { migration: string; table: string }
> {
  override readonly name = 'MigrationRecordedMissingError'

  constructor(migration: string, table: string) {
    super('MIGRATION_RECORDED_MISSING', {
      message: `The database has applied migration "${migration}", which this code does not know`,
      hint:
        'Deploy the code that has it (an older release must not migrate a newer database), or bring the file back ' +
        `from version control. If it is gone for good and its effects stay: DELETE FROM ${table} WHERE name = ${quoteLiteral(migration)};`,
      details: { migration, table },
    })
  }
}
