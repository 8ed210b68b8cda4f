import { OmniError } from './omni-error.ts'

/** One problem among those that a check found. */
export interface EnumProblem {
  readonly code: string
  readonly message: string
  readonly hint: string
  readonly details: object
}

/** At least one of several enums is not as the code wants it. */
export class EnumCheckFailedError extends OmniError<
  'ENUM_CHECK_FAILED',
  { readonly problems: readonly EnumProblem[] }
> {
  override readonly name = 'EnumCheckFailedError'

  /** `checked` is the number of enums that were looked at. */
  constructor(problems: readonly OmniError[], checked: number) {
    super('ENUM_CHECK_FAILED', {
      message: [
        `${problems.length} of ${checked} ${checked === 1 ? 'enum is' : 'enums are'} not as the code wants:`,
        ...problems.map((problem) => `[${problem.code}] ${problem.message}`),
      ].join('\n\n'),
      hint: problems.map((problem) => problem.hint).join('\n'),
      details: {
        problems: problems.map(({ code, message, hint, details }) => ({ code, message, hint, details })),
      },
      cause: problems[0],
    })
  }
}
