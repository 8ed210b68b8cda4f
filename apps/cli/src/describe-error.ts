import { isOmniError } from '@omni/pg-enum-guard'

/** An error as every face of the program shows it. */
export interface ErrorDescription {
  readonly code: string
  readonly message: string
  readonly hint: string
  readonly details: object
}

/** Returns code, message, hint and details of anything that was thrown. */
export function describeError(error: unknown): ErrorDescription {
  if (isOmniError(error)) {
    return { code: error.code, message: error.message, hint: error.hint, details: error.details }
  }
  const message = messageOf(error)
  const cause = error instanceof Error && 'code' in error ? { cause: String(error.code) } : {}
  return {
    code: 'UNEXPECTED',
    message,
    hint: 'This is not an error that the program knows. Run again with --verbose and report what it prints.',
    details: cause,
  }
}

/** Returns the stack of an error and of what caused it, for `--verbose`. */
export function stacksOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const own = error.stack ?? error.message
  return error.cause === undefined ? own : `${own}\nCaused by: ${stacksOf(error.cause)}`
}

// An AggregateError (each address of a host refused) has an empty message of its own.
function messageOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return error.errors.map(messageOf).join('; ')
  if (error instanceof Error) return error.message === '' ? error.name : error.message
  return String(error)
}
