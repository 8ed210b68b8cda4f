import { OmniError } from '@omni/pg-enum-guard'

export interface DefinitionNotMigratedDetails {
  readonly name: string
  /** The last migration that declares the enum; null where none does. */
  readonly migration: string | null
  /** Labels of the application that no migration adds. */
  readonly notMigrated: readonly string[]
  /** Labels that the migrations leave behind and the application does not know. */
  readonly notDefined: readonly string[]
}

/** The enum that the code exports to applications is not what its migrations lead to. */
export class DefinitionNotMigratedError extends OmniError<
  'DEFINITION_NOT_MIGRATED',
  DefinitionNotMigratedDetails
> {
  override readonly name = 'DefinitionNotMigratedError'

  constructor(details: DefinitionNotMigratedDetails) {
    const { name, migration, notMigrated, notDefined } = details
    const list = (labels: readonly string[]) => labels.map((label) => `'${label}'`).join(', ')
    super('DEFINITION_NOT_MIGRATED', {
      message:
        migration === null
          ? `Enum '${name}' is defined for applications, but no migration declares it`
          : [
              `Enum '${name}' is defined for applications with other labels than migration "${migration}" leaves behind`,
              ...(notMigrated.length > 0 ? [`  Only in the definition: ${list(notMigrated)}`] : []),
              ...(notDefined.length > 0 ? [`  Only in the migration: ${list(notDefined)}`] : []),
            ].join('\n'),
      hint: 'Write a new migration that makes the change and declares the labels under enums, or correct the definition. A migration that is applied somewhere is never edited.',
      details,
    })
  }
}
