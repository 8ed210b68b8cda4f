import { OmniError } from '@omni/pg-enum-guard'

/** The session has a setting with which a migration outside a transaction would do the wrong thing. */
export class SessionUnsuitableError extends OmniError<
  'SESSION_UNSUITABLE',
  { migration: string; setting: string; actual: string; needed: string }
> {
  override readonly name = 'SessionUnsuitableError'

  constructor(details: { migration: string; setting: string; actual: string; needed: string }, hint: string) {
    const { migration, setting, actual, needed } = details
    super('SESSION_UNSUITABLE', {
      message: `Migration "${migration}" runs outside a transaction, where the session's own ${setting} counts: it is ${actual}, needed is ${needed}`,
      hint,
      details,
    })
  }
}
