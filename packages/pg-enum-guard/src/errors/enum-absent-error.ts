import type { EnumCheck } from '../compare-enum.ts'
import { qualifiedName } from '../sql/quote-identifier.ts'
import { quoteLiteral } from '../sql/quote-literal.ts'
import { OmniError } from './omni-error.ts'

/** An enum that has to be there is not. */
export class EnumAbsentError extends OmniError<'ENUM_ABSENT', EnumCheck> {
  override readonly name = 'EnumAbsentError'

  constructor(check: EnumCheck) {
    const { schema, name, expected, shadowedBy } = check
    const type = qualifiedName(schema ?? 'public', name)
    const shadow = shadowedBy === null ? '' : `; on this connection the unqualified name means ${shadowedBy}`
    super('ENUM_ABSENT', {
      message: `Enum ${type} does not exist${shadow}.`,
      hint: `Run the pending migrations, or create it: CREATE TYPE ${type} AS ENUM (${expected.map(quoteLiteral).join(', ')});`,
      details: check,
    })
  }
}
