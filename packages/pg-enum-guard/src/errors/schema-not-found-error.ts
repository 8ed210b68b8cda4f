import { quoteIdentifier } from '../sql/quote-identifier.ts'
import { OmniError } from './omni-error.ts'

/** The schema that an enum would be in does not exist, or no schema is selected at all. */
export class SchemaNotFoundError extends OmniError<
  'SCHEMA_NOT_FOUND',
  { schema: string | null; name: string }
> {
  override readonly name = 'SchemaNotFoundError'

  constructor(schema: string | null, name: string) {
    super('SCHEMA_NOT_FOUND', {
      message:
        schema === null
          ? `No schema to look for enum '${name}' in: the search_path of this connection holds none that exists.`
          : `Schema ${quoteIdentifier(schema)} of enum '${name}' does not exist.`,
      hint:
        schema === null
          ? 'Name the schema in the definition, or set one: SET search_path = public;'
          : `Create it (CREATE SCHEMA ${quoteIdentifier(schema)};) or name another one in the definition.`,
      details: { schema, name },
    })
  }
}
