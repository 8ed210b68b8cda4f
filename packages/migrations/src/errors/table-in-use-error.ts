import { OmniError, qualifiedName } from '@omni/pg-enum-guard'

export interface TableDependent {
  /** `view`, `table constraint`, `function` and so on, in the words of `pg_identify_object`. */
  readonly kind: string
  /** Schema-qualified and quoted, as it stands in SQL. */
  readonly identity: string
}

export interface TableInUseDetails {
  readonly schema: string
  readonly table: string
  readonly dependents: readonly TableDependent[]
}

/** Something that is no part of the table depends on it, so that dropping the table would drop that too. */
export class TableInUseError extends OmniError<'TABLE_IN_USE', TableInUseDetails> {
  override readonly name = 'TableInUseError'

  constructor(details: TableInUseDetails) {
    const { schema, table, dependents } = details
    super('TABLE_IN_USE', {
      message: [
        `Cannot drop table ${qualifiedName(schema, table)} - it has dependencies:`,
        ...dependents.map(({ kind, identity }) => `  - ${kind} ${identity}`),
        '',
        'Nothing was changed.',
      ].join('\n'),
      hint: 'Drop each of them, or point it at another table, then roll back again.',
      details,
    })
  }
}
