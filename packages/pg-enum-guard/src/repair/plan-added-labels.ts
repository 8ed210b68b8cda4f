import { qualifiedName } from '../sql/quote-identifier.ts'
import { quoteLiteral } from '../sql/quote-literal.ts'

/**
 * Returns one `ALTER TYPE … ADD VALUE` for each missing label, in an order in which every anchor exists by the time
 * that it is named: each label goes after the one before it in the code, the first ones before the first that is
 * there already.
 */
export function planAddedLabels(
  ref: { readonly schema: string; readonly name: string },
  expected: readonly string[],
  actual: readonly string[],
): string[] {
  const present = new Set(actual)
  const type = qualifiedName(ref.schema, ref.name)
  const firstPresent = expected.findIndex((label) => present.has(label))
  const statements: string[] = []
  const add = (label: string, place: string) => {
    statements.push(`ALTER TYPE ${type} ADD VALUE ${quoteLiteral(label)}${place};`)
  }
  for (const [index, label] of expected.entries()) {
    if (present.has(label)) continue
    const next = expected[firstPresent]
    const previous = expected[index - 1]
    if (index < firstPresent && next !== undefined) add(label, ` BEFORE ${quoteLiteral(next)}`)
    else add(label, previous === undefined ? '' : ` AFTER ${quoteLiteral(previous)}`)
  }
  return statements
}
