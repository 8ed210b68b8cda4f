/**
 * How labels are compared: `set`, the order does not matter; `ordered`, it does; `superset`, labels that only the
 * database has are tolerated, for an application version that was rolled back.
 */
export type CompareMode = 'set' | 'ordered' | 'superset'

/** The difference between the labels of the code and those of the database; each list in the order it came in. */
export interface LabelDifference {
  readonly matches: boolean
  readonly missing: readonly string[]
  readonly extra: readonly string[]
  /** Whether the labels that both sides have stand in another order. */
  readonly orderDiffers: boolean
}

/** Returns what is missing, extra or in another order in `actual`, and whether `mode` accepts that. */
export function compareLabels(
  expected: readonly string[],
  actual: readonly string[],
  mode: CompareMode = 'set',
): LabelDifference {
  if (isSame(expected, actual)) return { matches: true, missing: [], extra: [], orderDiffers: false }
  const wanted = new Set(expected)
  const present = new Set(actual)
  const missing = expected.filter((label) => !present.has(label))
  const extra = actual.filter((label) => !wanted.has(label))
  const sharedAsWanted = expected.filter((label) => present.has(label))
  const sharedAsPresent = actual.filter((label) => wanted.has(label))
  const orderDiffers = sharedAsWanted.some((label, index) => label !== sharedAsPresent[index])
  const matches =
    missing.length === 0 &&
    (extra.length === 0 || mode === 'superset') &&
    (!orderDiffers || mode !== 'ordered')
  return { matches, missing, extra, orderDiffers }
}

/** The usual case, for which nothing has to be built. */
function isSame(expected: readonly string[], actual: readonly string[]): boolean {
  return expected.length === actual.length && expected.every((label, index) => label === actual[index])
}
