import type { NameHolder } from '../compare-enum.ts'
import { quoteIdentifier } from '../sql/quote-identifier.ts'
import { escapeInvisible } from '../sql/render-labels.ts'
import { OmniError } from './omni-error.ts'

export interface EnumNameTakenDetails {
  readonly name: string
  readonly holder: NameHolder
}

/** Something that is not an enum holds the name. */
export class EnumNameTakenError extends OmniError<'ENUM_NAME_TAKEN', EnumNameTakenDetails> {
  override readonly name = 'EnumNameTakenError'

  /** `freeName` is what the holder could be renamed to, where that would help. */
  constructor({ name, holder }: EnumNameTakenDetails, freeName: string | null = null) {
    const { kind, identity } = holder
    super('ENUM_NAME_TAKEN', {
      message: `The name of enum '${escapeInvisible(name)}' is taken: ${identity} is a ${kind}. Nothing was changed.`,
      hint:
        freeName === null
          ? `Name an enum: ${identity} is a ${kind}.`
          : `Use another name for the enum, or rename the ${kind}: ` +
            `ALTER ${commandFor(kind)} ${identity} RENAME TO ${quoteIdentifier(freeName)};`,
      details: { name, holder },
    })
  }
}

/** Returns the word after ALTER for a kind of object. */
function commandFor(kind: string): string {
  if (kind === 'domain' || kind === 'view' || kind === 'materialized view' || kind === 'foreign table') {
    return kind.toUpperCase()
  }
  return kind === 'table' || kind === 'partitioned table' ? 'TABLE' : 'TYPE'
}
