import { OmniError } from './omni-error.ts'

/** A definition that PostgreSQL would refuse, truncate or store as something else; thrown before any query. */
export class EnumDefinitionInvalidError extends OmniError<
  'ENUM_DEFINITION_INVALID',
  { subject: string; reason: string }
> {
  override readonly name = 'EnumDefinitionInvalidError'

  constructor(subject: string, reason: string, hint: string) {
    super('ENUM_DEFINITION_INVALID', {
      message: `Invalid enum definition: ${subject}: ${reason}`,
      hint,
      details: { subject, reason },
    })
  }
}
