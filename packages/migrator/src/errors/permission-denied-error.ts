import { OmniError } from '@omni/pg-enum-guard'

export interface PermissionDeniedDetails {
  readonly sqlstate: '42501'
  readonly migration: string | null
  readonly statement: string | null
}

/** The role may not do what the run needs; the server's own words say which object. */
export class PermissionDeniedError extends OmniError<'PERMISSION_DENIED', PermissionDeniedDetails> {
  override readonly name = 'PermissionDeniedError'

  constructor(
    subject: string,
    details: Omit<PermissionDeniedDetails, 'sqlstate'>,
    hint: string,
    cause: unknown,
  ) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    super('PERMISSION_DENIED', {
      message: [
        `The role may not ${subject}: ${reason}`,
        ...(details.statement === null ? [] : [`  Statement: ${details.statement}`]),
      ].join('\n'),
      hint,
      details: { sqlstate: '42501', ...details },
      cause,
    })
  }
}
