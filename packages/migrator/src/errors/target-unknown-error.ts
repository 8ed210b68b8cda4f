import { OmniError } from '@omni/pg-enum-guard'

/** A target that names no migration. */
export class TargetUnknownError extends OmniError<
  'TARGET_UNKNOWN',
  { target: string; existing: readonly string[] }
> {
  override readonly name = 'TargetUnknownError'

  constructor(target: string, existing: readonly string[]) {
    super('TARGET_UNKNOWN', {
      message: `No migration is called "${target}"`,
      hint: `Give a full name or its leading number. There are: ${existing.join(', ') || 'none'}.`,
      details: { target, existing },
    })
  }
}
