import type { NameHolder } from '../compare-enum.ts'
import { freeTypeName } from '../repair/free-type-name.ts'
import { quoteIdentifier } from '../sql/quote-identifier.ts'
import { OmniError } from './omni-error.ts'

export interface EnumNameTakenDetails {
  readonly name: string
  readonly holder: NameHolder
}

/** Something that is not an enum holds the name. */
export class EnumNameTakenError extends OmniError<'ENUM_NAME_TAKEN', EnumNameTakenDetails> {
  override readonly name = 'EnumNameTakenError'

  constructor({ name, holder }: EnumNameTakenDetails) {
    super('ENUM_NAME_TAKEN', {
      message: `The name of enum '${name}' is taken: ${holder.identity} is a ${holder.kind}. Nothing was changed.`,
      hint:
        `Use another name for the enum, or rename the ${holder.kind}: ` +
        `ALTER ${commandFor(holder.kind)} ${holder.identity} RENAME TO ${quoteIdentifier(freeTypeName(name, []))};`,
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
