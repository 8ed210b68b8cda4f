import type { EnumDefinition } from '@omni/pg-enum-guard'

/** A type of the server, by its name in `pg_type`, or an enum, which is looked for in the table's own schema. */
export type ColumnTypeDefinition =
  | { readonly kind: 'server'; readonly name: 'jsonb' | 'timestamptz' | 'uuid' }
  | { readonly kind: 'varchar'; readonly length: number }
  | { readonly kind: 'enum'; readonly enum: EnumDefinition }

/** One way to write a default that means what is wanted. */
export interface AcceptedDefault {
  /** Without quotes and schemas, as `normalizeExpression` returns it. */
  readonly expression: string
  /** The function of an extension that it calls, as `extension.function`; null where it calls the server's own only. */
  readonly uses: string | null
}

export interface DefaultDefinition {
  /** What a new table gets. */
  readonly sql: string
  readonly accepted: readonly AcceptedDefault[]
}

export interface ColumnDefinition {
  readonly name: string
  readonly type: ColumnTypeDefinition
  readonly nullable: boolean
  readonly default: DefaultDefinition | null
}

/** A primary key or a unique constraint. */
export interface KeyDefinition {
  readonly name: string
  readonly kind: 'primary key' | 'unique'
  readonly columns: readonly string[]
}

export interface IndexDefinition {
  readonly name: string
  readonly method: 'btree' | 'gin'
  readonly column: string
  readonly descending: boolean
}

/** A table as a migration leaves it. */
export interface TableDefinition {
  readonly name: string
  readonly columns: readonly ColumnDefinition[]
  readonly keys: readonly KeyDefinition[]
  readonly indexes: readonly IndexDefinition[]
}
