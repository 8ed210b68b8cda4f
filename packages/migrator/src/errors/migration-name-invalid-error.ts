import { OmniError } from '@omni/pg-enum-guard'

/** A name that the history table cannot hold. */
export class MigrationNameInvalidError extends OmniError<
  'MIGRATION_NAME_INVALID',
  { migration: string; reason: string }
> {
  override readonly name = 'MigrationNameInvalidError'

  constructor(migration: unknown, reason: string) {
    super('MIGRATION_NAME_INVALID', {
      message: `Invalid migration name ${JSON.stringify(migration) ?? String(migration)}: ${reason}`,
      hint: 'Name it by a number and what it does, for example 005_add_status: up to 255 characters.',
      details: { migration: String(migration), reason },
    })
  }
}
