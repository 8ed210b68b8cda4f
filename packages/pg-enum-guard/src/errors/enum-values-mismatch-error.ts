import type { EnumCheck } from '../compare-enum.ts'
import type { EnumRepair } from '../repair/plan-enum-repair.ts'
import { OmniError } from './omni-error.ts'

export interface EnumValuesMismatchDetails extends EnumCheck {
  /** Null where the guard must not touch the type or could not read it any more. */
  readonly repair: EnumRepair | null
}

/** An enum exists with other labels than the code has, or in another order where that matters. */
export class EnumValuesMismatchError extends OmniError<'ENUM_VALUES_MISMATCH', EnumValuesMismatchDetails> {
  override readonly name = 'EnumValuesMismatchError'

  constructor(details: EnumValuesMismatchDetails, { message, hint }: { message: string; hint: string }) {
    super('ENUM_VALUES_MISMATCH', { message, hint, details })
  }
}
