import { OmniError } from '@omni/pg-enum-guard'

export interface InterruptedDetails {
  /** What was running and is rolled back; null where nothing was. */
  readonly migration: string | null
  readonly rolledBack: boolean
  readonly applied: readonly string[]
}

/** The caller's signal was aborted. */
export class InterruptedError extends OmniError<'INTERRUPTED', InterruptedDetails> {
  override readonly name = 'InterruptedError'

  constructor(details: InterruptedDetails, cause?: unknown) {
    const { migration, rolledBack, applied } = details
    super('INTERRUPTED', {
      message: [
        migration === null
          ? 'Interrupted; no migration was running.'
          : `Interrupted during migration "${migration}", which ${rolledBack ? 'was rolled back' : 'runs outside a transaction: what its statements did stays'}.`,
        ...(applied.length > 0 ? [`  Done before in this run, and kept: ${applied.join(', ')}`] : []),
      ].join('\n'),
      hint: 'Run again: it goes on where this run stopped.',
      details,
      ...(cause === undefined ? {} : { cause }),
    })
  }
}
