import { EnumDefinitionInvalidError } from './errors/enum-definition-invalid-error.ts'

/** The name of an enum: unquoted, exactly as in `pg_type.typname`; without a schema it means `current_schema()`. */
export interface EnumRef {
  readonly schema?: string | undefined
  readonly name: string
}

/** An enum as the code wants it: its labels in sort order. */
export interface EnumDefinition<Label extends string = string> extends EnumRef {
  readonly values: readonly Label[]
}

/** The labels of a definition as a union of literals, usable as a Kysely column type. */
export type EnumValue<Definition extends EnumDefinition> = Definition['values'][number]

// NAMEDATALEN - 1: https://www.postgresql.org/docs/current/limits.html. PostgreSQL truncates longer names with
// a mere NOTICE, so two of them can meet in one type.
const MAX_BYTES = 63

/**
 * Returns the definition, frozen, with its labels as literal types; refuses what PostgreSQL would refuse, truncate
 * or replace in silence, before any query.
 *
 * @throws ENUM_DEFINITION_INVALID
 *
 * @example
 * ```ts
 * import { defineEnum, type EnumValue } from '@omni/pg-enum-guard'
 *
 * export const nodeType = defineEnum({ name: 'node_type_enum', values: ['effect', 'compute'] })
 * export type NodeType = EnumValue<typeof nodeType> // 'effect' | 'compute'
 * ```
 */
export function defineEnum<const Label extends string>(definition: {
  readonly schema?: string | undefined
  readonly name: string
  readonly values: readonly Label[]
}): EnumDefinition<Label> {
  assertEnumDefinition(definition)
  const { schema, name, values } = definition
  return Object.freeze({
    ...(schema === undefined ? {} : { schema }),
    name,
    values: Object.freeze([...values]),
  })
}

/**
 * Throws unless the definition is one that PostgreSQL stores as it stands; every function that takes a definition
 * calls it, for those that were not made by {@link defineEnum}.
 *
 * @throws ENUM_DEFINITION_INVALID
 */
export function assertEnumDefinition(definition: EnumDefinition): void {
  assertEnumRef(definition)
  const { values } = definition
  const what = `enum '${definition.name}'`
  if (!Array.isArray(values)) {
    throw new EnumDefinitionInvalidError(
      what,
      'its values are not a list',
      'Pass the labels as an array of strings.',
    )
  }
  if (values.length === 0) {
    throw new EnumDefinitionInvalidError(what, 'it has no labels', 'List at least one label in values.')
  }
  const seen = new Set<string>()
  for (const label of values as readonly unknown[]) {
    assertStorable(label, () => `label ${JSON.stringify(label)} of ${what}`)
    if (seen.has(label)) {
      throw new EnumDefinitionInvalidError(what, `label '${label}' is listed twice`, 'Remove one of the two.')
    }
    seen.add(label)
  }
}

/**
 * Throws unless the reference names a type that the guard may touch.
 *
 * @throws ENUM_DEFINITION_INVALID
 */
export function assertEnumRef(ref: EnumRef): void {
  if (ref === null || typeof ref !== 'object') {
    throw new EnumDefinitionInvalidError('an enum', 'it is not an object', "Pass { name: 'my_enum' }.")
  }
  if (ref.name === '') {
    throw new EnumDefinitionInvalidError('an enum', 'its name is empty', 'Give it a name.')
  }
  assertStorable(ref.name, () => `the name of enum ${JSON.stringify(ref.name)}`)
  if (ref.schema === undefined) return
  const what = `the schema of enum '${ref.name}'`
  if (ref.schema === '') {
    throw new EnumDefinitionInvalidError(
      what,
      'it is empty',
      'Leave it out for current_schema(), or name one.',
    )
  }
  assertStorable(ref.schema, () => what)
  if (isReservedSchema(ref.schema)) {
    throw new EnumDefinitionInvalidError(
      what,
      `'${ref.schema}' is reserved for PostgreSQL itself`,
      'Use a schema of your own, such as public.',
    )
  }
}

/** Returns whether a schema belongs to PostgreSQL: a superuser could create types there, and pg_dump would lose them. */
export function isReservedSchema(schema: string): boolean {
  return schema.startsWith('pg_') || schema === 'information_schema'
}

function assertStorable(text: unknown, what: () => string): asserts text is string {
  if (typeof text !== 'string') {
    throw new EnumDefinitionInvalidError(what(), `it is not a string but ${typeof text}`, 'Pass a string.')
  }
  if (text.includes('\0')) {
    throw new EnumDefinitionInvalidError(
      what(),
      'it contains NUL',
      'PostgreSQL stores no NUL in text: remove it.',
    )
  }
  if (!text.isWellFormed()) {
    throw new EnumDefinitionInvalidError(
      what(),
      'it contains a lone surrogate',
      'It would be stored as U+FFFD: write the whole character.',
    )
  }
  // No UTF-16 unit takes more than three bytes: most texts are known to fit without being encoded.
  if (text.length * 3 <= MAX_BYTES) return
  const bytes = new TextEncoder().encode(text).length
  if (bytes > MAX_BYTES) {
    throw new EnumDefinitionInvalidError(
      what(),
      `it takes ${bytes} bytes in UTF-8, PostgreSQL keeps ${MAX_BYTES}`,
      `Shorten it to ${MAX_BYTES} bytes; a character outside ASCII takes two to four.`,
    )
  }
}
