import { OmniError } from '@omni/pg-enum-guard'

/** A migration that should be reverted has no `down`; nothing was reverted. */
export class MigrationDownMissingError extends OmniError<
  'MIGRATION_DOWN_MISSING',
  { migrations: string[]; planned: string[] }
> {
  override readonly name = 'MigrationDownMissingError'

  constructor(migrations: string[], planned: string[]) {
    const names = migrations.map((name) => `"${name}"`).join(', ')
    super('MIGRATION_DOWN_MISSING', {
      message: `Cannot revert ${planned.length} migration(s): ${names} has no down`,
      hint: 'Write its down, or go forward with a new migration that undoes it. Nothing was reverted.',
      details: { migrations, planned },
    })
  }
}
