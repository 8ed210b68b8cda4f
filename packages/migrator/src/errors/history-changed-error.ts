import { OmniError } from '@omni/pg-enum-guard'

/** Something else wrote to the history while this run held the lock; the step was rolled back. */
export class HistoryChangedError extends OmniError<
  'HISTORY_CHANGED',
  { expected: string; found: string | null; applied: readonly string[] }
> {
  override readonly name = 'HistoryChangedError'

  constructor(expected: string, found: string | null, applied: readonly string[]) {
    super('HISTORY_CHANGED', {
      message: `The migration history changed during the run: "${expected}" was next, now ${found === null ? 'nothing is' : `"${found}" is`}`,
      hint: 'Something migrates this database without taking the lock, or an administrator ended the session that held it. Nothing of this step remains; run again.',
      details: { expected, found, applied },
    })
  }
}
