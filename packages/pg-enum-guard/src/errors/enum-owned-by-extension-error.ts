import { qualifiedName } from '../sql/quote-identifier.ts'
import { OmniError } from './omni-error.ts'

/** The enum is a member of an extension, which alone may alter or drop it. */
export class EnumOwnedByExtensionError extends OmniError<
  'ENUM_OWNED_BY_EXTENSION',
  { readonly schema: string; readonly name: string; readonly extension: string }
> {
  override readonly name = 'EnumOwnedByExtensionError'

  constructor(schema: string, name: string, extension: string) {
    super('ENUM_OWNED_BY_EXTENSION', {
      message: `Enum ${qualifiedName(schema, name)} belongs to extension '${extension}' and was left as it is.`,
      hint: `Use another name for your enum; only the extension may drop its own (see \\dx+ ${extension} in psql).`,
      details: { schema, name, extension },
    })
  }
}
