import { CliError } from '@omni/cli'

export interface Selection {
  readonly only?: readonly string[] | undefined
  readonly skip?: readonly string[] | undefined
}

/**
 * Returns the words of a list such as `types,lint`.
 *
 * @throws USAGE: it is empty, or names a step that does not exist.
 */
export function parseStepIds(text: string, flag: string, known: readonly string[]): string[] {
  const ids = text.split(',').map((id) => id.trim())
  const unknown = ids.filter((id) => !known.includes(id))
  if (unknown.length === 0) return ids
  const which = unknown.map((id) => `'${id}'`).join(', ')
  const message = `${flag}: there is no step ${which}.`
  throw new CliError('USAGE', message, `The steps are: ${known.join(', ')}`, { unknown, known })
}

/**
 * Returns what tells why a step is not to run: `always` is the id of the step that only `skip` leaves out.
 *
 * @throws USAGE: nothing is left to run.
 */
export function selectSteps(
  { only, skip = [] }: Selection,
  known: readonly string[],
  always: string,
): (id: string) => string | null {
  const reasonAgainst = (id: string) => {
    if (skip.includes(id)) return 'left out with --skip'
    return only === undefined || only.includes(id) || id === always ? null : 'not named with --only'
  }
  if (known.every((id) => id === always || reasonAgainst(id) !== null) && !only?.includes(always)) {
    const hint = `Leave at least one of these in: ${known.join(', ')}`
    throw new CliError('USAGE', '--only and --skip leave no step to run.', hint, { only, skip })
  }
  return reasonAgainst
}
