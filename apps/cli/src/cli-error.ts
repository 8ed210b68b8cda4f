import { OmniError } from '@omni/pg-enum-guard'

export type CliErrorCode =
  | 'USAGE'
  | 'CONNECTION_URL_INVALID'
  | 'DATABASE_URL_MISSING'
  | 'TLS_FILE_UNREADABLE'
  | 'ENV_FILE_UNREADABLE'
  | 'ENUM_UNKNOWN'
  | 'CONNECTION_LOST'
  | 'INTERRUPTED'

/** An error of the command line itself: what was asked for cannot be done as it was asked; nothing was changed. */
export class CliError extends OmniError<CliErrorCode, object> {
  override readonly name = 'CliError'

  constructor(code: CliErrorCode, message: string, hint: string, details: object = {}, cause?: unknown) {
    super(code, { message, hint, details, cause })
  }
}
