export interface OmniErrorOptions<Details extends object> {
  readonly message: string
  readonly hint: string
  readonly details: Details
  readonly cause?: unknown
}

/**
 * An error that says what is wrong, where, and what to do. Match on `code`, which never changes its meaning, not
 * on the text or the class: two copies of this package in one program have two classes.
 *
 * @example
 * ```ts
 * import { isOmniError } from '@omni/pg-enum-guard'
 *
 * try {
 *   throw new Error('anything')
 * } catch (error) {
 *   if (isOmniError(error) && error.code === 'ENUM_VALUES_MISMATCH') console.error(error.message, error.hint)
 * }
 * ```
 */
export class OmniError<Code extends string = string, Details extends object = object> extends Error {
  override readonly name: string = 'OmniError'
  /** Permanent and documented; match on this. */
  readonly code: Code
  /** The next command or statement, ready to paste. */
  readonly hint: string
  /** The same facts as data; serialisable as JSON. */
  readonly details: Details

  constructor(code: Code, { message, hint, details, cause }: OmniErrorOptions<Details>) {
    super(message, cause === undefined ? undefined : { cause })
    this.code = code
    this.hint = hint
    this.details = details
  }
}

/** Returns whether a caught value is an error of this family, whichever copy of the package made it. */
export function isOmniError(error: unknown): error is OmniError {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    'hint' in error &&
    typeof error.hint === 'string' &&
    'details' in error
  )
}
