/** Every way in which a local server can be refused; a code never changes its meaning. */
export type LocalServerErrorCode =
  | 'BINARIES_MISSING'
  | 'PLATFORM_UNSUPPORTED'
  | 'ROOT_CANNOT_RUN'
  | 'DATA_DIR_VERSION'
  | 'DATA_DIR_INVALID'
  | 'DATA_DIR_DENIED'
  | 'INITDB_FAILED'
  | 'SERVER_START_FAILED'
  | 'SERVER_STOP_FAILED'
  | 'LOCK_TIMEOUT'

export interface LocalServerErrorOptions {
  readonly message: string
  readonly hint: string
  readonly details: Readonly<Record<string, unknown>>
  readonly cause?: unknown
}

/** Says why a local server could not be had, and what to do. Match on `code`, not on the text or the class. */
export class LocalServerError extends Error {
  override readonly name = 'LocalServerError'
  readonly code: LocalServerErrorCode
  /** The next command, ready to paste. */
  readonly hint: string
  /** The same facts as data; serialisable as JSON. */
  readonly details: Readonly<Record<string, unknown>>

  constructor(code: LocalServerErrorCode, { message, hint, details, cause }: LocalServerErrorOptions) {
    super(message, cause === undefined ? undefined : { cause })
    this.code = code
    this.hint = hint
    this.details = details
  }
}
