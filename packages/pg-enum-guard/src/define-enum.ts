/** The name of an enum: unquoted, exactly as in `pg_type.typname`; without a schema it means `current_schema()`. */
export interface EnumRef {
  readonly schema?: string | undefined
  readonly name: string
}

/** An enum as the code wants it: its labels in sort order. */
export interface EnumDefinition<Label extends string = string> extends EnumRef {
  readonly values: readonly Label[]
}
