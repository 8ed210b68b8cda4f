import { OmniError } from '@omni/pg-enum-guard'

/** A number that several migrations start with. */
export class TargetAmbiguousError extends OmniError<
  'TARGET_AMBIGUOUS',
  { target: string; matches: readonly string[] }
> {
  override readonly name = 'TargetAmbiguousError'

  constructor(target: string, matches: readonly string[]) {
    super('TARGET_AMBIGUOUS', {
      message: `Target "${target}" stands for ${matches.length} migrations`,
      hint: `Give the full name: ${matches.join(' or ')}.`,
      details: { target, matches },
    })
  }
}
