import { OmniError } from '@omni/pg-enum-guard'

/** What stands under the name of the history table is not one, or holds what no run could have written. */
export class HistoryInvalidError extends OmniError<'HISTORY_INVALID', { table: string; reason: string }> {
  override readonly name = 'HistoryInvalidError'

  constructor(table: string, reason: string, hint: string) {
    super('HISTORY_INVALID', {
      message: `The migration history ${table} cannot be used: ${reason}`,
      hint,
      details: { table, reason },
    })
  }
}
