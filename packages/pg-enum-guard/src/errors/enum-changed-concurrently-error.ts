import type { EnumRef } from '../define-enum.ts'
import { escapeInvisible } from '../sql/render-labels.ts'
import { OmniError } from './omni-error.ts'

/** Another session creates, renames or drops the type all the time, or the transaction's snapshot is too old to see which. */
export class EnumChangedConcurrentlyError extends OmniError<'ENUM_CHANGED_CONCURRENTLY', EnumRef> {
  override readonly name = 'EnumChangedConcurrentlyError'

  constructor(ref: EnumRef) {
    super('ENUM_CHANGED_CONCURRENTLY', {
      message: `Another session keeps changing type '${escapeInvisible(ref.name)}'; nothing was changed here.`,
      hint: 'Re-run; in a transaction above READ COMMITTED, begin a new one first.',
      details: { ...(ref.schema === undefined ? {} : { schema: ref.schema }), name: ref.name },
    })
  }
}
