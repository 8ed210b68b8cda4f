import { OmniError } from '@omni/pg-enum-guard'

export type VerifyErrorCode =
  | 'COMMAND_FAILED'
  | 'COMMAND_NOT_STARTED'
  | 'CREATE_DENIED'
  | 'DATABASE_REQUIRED'
  | 'INTERRUPTED'
  | 'INVENTORY_DIFFERS'
  | 'NOTHING_TO_CHECK'
  | 'SCRATCH_DATABASE_DENIED'
  | 'SCRATCH_DATABASE_LEFT'

/** Something that the verifier itself found wrong; what the libraries find keeps its own code. */
export class VerifyError extends OmniError<VerifyErrorCode, object> {
  override readonly name = 'VerifyError'

  constructor(code: VerifyErrorCode, message: string, hint: string, details: object = {}, cause?: unknown) {
    super(code, { message, hint, details, cause })
  }
}
