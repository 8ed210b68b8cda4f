import { OmniError, quoteIdentifier } from '@omni/pg-enum-guard'

/** The schema of the run does not exist, or the connection's `search_path` leads to none. */
export class SchemaNotFoundError extends OmniError<
  'SCHEMA_NOT_FOUND',
  { schema: string | null; searchPath: string | null }
> {
  override readonly name = 'SchemaNotFoundError'

  constructor(schema: string | null, searchPath: string | null = null) {
    super('SCHEMA_NOT_FOUND', {
      message:
        schema === null
          ? `No schema of the search_path${searchPath === null ? '' : ` (${searchPath || 'it is empty'})`} exists and may be used by this role`
          : `Schema "${schema}" cannot hold the migrations: it does not exist, or is one of the server's own`,
      hint:
        schema === null
          ? 'Give the schema option, or set the path: ALTER ROLE … SET search_path = public;'
          : `Create it: CREATE SCHEMA ${quoteIdentifier(schema)};`,
      details: { schema, searchPath },
    })
  }
}
