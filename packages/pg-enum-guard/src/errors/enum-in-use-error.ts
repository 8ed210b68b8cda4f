import { type EnumDependent, renderDependent } from '../list-dependents.ts'
import { escapeInvisible } from '../sql/render-labels.ts'
import { OmniError } from './omni-error.ts'

export interface EnumInUseDetails {
  readonly schema: string
  readonly name: string
  readonly dependents: readonly EnumDependent[]
}

/** Something depends on the enum, so that dropping it would drop that too. */
export class EnumInUseError extends OmniError<'ENUM_IN_USE', EnumInUseDetails> {
  override readonly name = 'EnumInUseError'

  constructor({ schema, name, dependents }: EnumInUseDetails) {
    super('ENUM_IN_USE', {
      message: [
        `Cannot drop enum '${escapeInvisible(name)}' - it has dependencies:`,
        ...dependents.map((dependent) => `  - ${renderDependent(dependent)}`),
        '',
        'Drop dependent objects first or use cascade: true',
      ].join('\n'),
      hint: 'Keep the enum, or move each dependent to another type first; cascade: true destroys all that is listed.',
      details: { schema, name, dependents },
    })
  }
}
