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

  /** `detail` says in the words of the server what could not be read from this transaction. */
  constructor({ schema, name, dependents }: EnumInUseDetails, detail = '') {
    const lines = [...dependents.map(renderDependent), ...detail.split('\n').filter((line) => line !== '')]
    super('ENUM_IN_USE', {
      message: [
        `Cannot drop enum '${escapeInvisible(name)}' - it has dependencies:`,
        ...lines.map((line) => `  - ${line}`),
        '',
        'Drop dependent objects first or use cascade: true',
      ].join('\n'),
      hint: 'Keep the enum, or move each dependent to another type first; cascade: true destroys all that is listed.',
      details: { schema, name, dependents },
    })
  }
}
