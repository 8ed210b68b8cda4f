import { OmniError } from '@omni/pg-enum-guard'

/** A pending migration sorts before one that is already applied: fresh databases would get another order. */
export class MigrationOutOfOrderError extends OmniError<
  'MIGRATION_OUT_OF_ORDER',
  { migration: string; lastApplied: string }
> {
  override readonly name = 'MigrationOutOfOrderError'

  constructor(migration: string, lastApplied: string) {
    super('MIGRATION_OUT_OF_ORDER', {
      message: `Migration "${migration}" is pending but sorts before "${lastApplied}", which is applied already`,
      hint: `Rename "${migration}" so that it sorts after "${lastApplied}". On a database of your own, going down to before it and up again works too.`,
      details: { migration, lastApplied },
    })
  }
}
