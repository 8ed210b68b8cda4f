import { isOmniError, type OmniError } from '@omni/pg-enum-guard'

/** Returns the typed error that a promise rejects with; anything else fails the test. */
export async function errorOf(promise: Promise<unknown>): Promise<OmniError> {
  const outcome = await promise.then(
    () => new Error('it did not throw'),
    (error: unknown) => error,
  )
  if (isOmniError(outcome)) return outcome
  throw outcome
}

/** Returns an error as a reader sees it. */
export function render({ code, message, hint }: OmniError): string {
  return `${code}: ${message}\n→ ${hint}`
}
