import type { EnumRef } from '../define-enum.ts'
import { OmniError } from './omni-error.ts'

/** Another session creates and drops the type, or the transaction's snapshot is too old to see which. */
export class EnumChangedConcurrentlyError extends OmniError<'ENUM_CHANGED_CONCURRENTLY', EnumRef> {
  override readonly name = 'EnumChangedConcurrentlyError'

  constructor(ref: EnumRef) {
    super('ENUM_CHANGED_CONCURRENTLY', {
      message: `Another session keeps changing type '${ref.name}' while it is being created here; nothing was changed.`,
      hint: 'Re-run; in a transaction above READ COMMITTED, begin a new one first.',
      details: { ...(ref.schema === undefined ? {} : { schema: ref.schema }), name: ref.name },
    })
  }
}
