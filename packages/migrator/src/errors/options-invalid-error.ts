import { OmniError } from '@omni/pg-enum-guard'

/** An option or a migration object that cannot be worked with; thrown before any connection. */
export class OptionsInvalidError extends OmniError<'OPTIONS_INVALID', { subject: string; reason: string }> {
  override readonly name = 'OptionsInvalidError'

  constructor(
    subject: string,
    reason: string,
    hint = 'Correct the call; the README of @omni/migrator lists the options.',
  ) {
    super('OPTIONS_INVALID', { message: `Invalid ${subject}: ${reason}`, hint, details: { subject, reason } })
  }
}
