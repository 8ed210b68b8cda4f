import { type CreationStateRow, fetchCreationState } from './catalog/fetch-creation-state.ts'
import { checkEnums } from './check-enums.ts'
import { compareEnum, type EnumCheck } from './compare-enum.ts'
import { assertEnumDefinition, type EnumDefinition, type EnumRef, isReservedSchema } from './define-enum.ts'
import { EnumChangedConcurrentlyError } from './errors/enum-changed-concurrently-error.ts'
import { EnumDefinitionInvalidError } from './errors/enum-definition-invalid-error.ts'
import { PermissionDeniedError } from './errors/guard-error-of.ts'
import { SchemaNotFoundError } from './errors/schema-not-found-error.ts'
import { sqlstateOf } from './errors/sqlstate-of.ts'
import type { CompareOptions } from './guard-options.ts'
import { logCheck, logShadow } from './log-check.ts'
import { problemOf } from './problem-of.ts'
import type { Queryable } from './queryable.ts'
import { runQuery } from './run-query.ts'
import { createEnumStatement, LOST_RACE } from './sql/create-enum-statement.ts'
import { qualifiedName, quoteIdentifier } from './sql/quote-identifier.ts'

// A type of the name can come and go between the look and the creation; each round sees a newer state.
const MOST_ROUNDS = 10

/**
 * Creates the enum where nothing has its name, and says so; where it exists it has to match. Any number of processes
 * may call it at once, inside a transaction or outside: one creates, the others validate, and a transaction of the
 * caller's stays usable when the race is lost.
 *
 * @throws ENUM_VALUES_MISMATCH, ENUM_NAME_TAKEN, ENUM_CHANGED_CONCURRENTLY, SCHEMA_NOT_FOUND, PERMISSION_DENIED,
 * READ_ONLY, ENUM_DEFINITION_INVALID; nothing is changed then
 *
 * @example
 * ```ts
 * import { createEnumSafe, defineEnum, type Queryable } from '@omni/pg-enum-guard'
 *
 * declare const client: Queryable
 * const nodeType = defineEnum({ schema: 'public', name: 'node_type_enum', values: ['effect', 'compute'] })
 *
 * const outcome = await createEnumSafe(client, nodeType) // 'created' or 'exists'
 * ```
 */
export async function createEnumSafe(
  db: Queryable,
  definition: EnumDefinition,
  options: CompareOptions = {},
): Promise<'created' | 'exists'> {
  assertEnumDefinition(definition)
  const { logger } = options
  for (let round = 1; round <= MOST_ROUNDS; round += 1) {
    const before = await fetchCreationState(db, definition, true)
    const check = await checkOf(db, definition, before, options)
    logCheck(logger, check)
    if (check.status !== 'absent') return settle(db, check, 'exists')
    const ref = creatableRef(definition, before)
    const raceLost = await create(db, ref, definition.values)
    // Read again, not assumed: an event trigger can have altered what was created.
    const after = withFoundLabels(await fetchCreationState(db, ref, false))
    const result = await checkOf(db, { ...definition, ...ref }, after, options)
    if (result.status === 'absent') continue
    const isOurs = after.oid !== null && (after.createdEnums ?? '').split(' ').includes(after.oid)
    const outcome = raceLost || (after.inTransaction && !isOurs) ? 'exists' : 'created'
    logger?.info(
      `enum ${qualifiedName(ref.schema, ref.name)}: ${outcome === 'created' ? 'created' : 'another session created it first'}`,
    )
    logShadow(logger, result)
    return settle(db, result, outcome)
  }
  throw new EnumChangedConcurrentlyError(definition)
}

/** Returns the judgement on a look; asks again only where there is more to say than that the enum matches. */
async function checkOf(
  db: Queryable,
  definition: EnumDefinition,
  state: CreationStateRow,
  { mode, logger }: CompareOptions,
): Promise<EnumCheck> {
  const unasked = { position: 1, relkind: null, extension: null, shadowingSchema: null }
  const check = compareEnum(definition, { ...state, ...unasked }, mode)
  const mayBeShadowed = logger !== undefined && state.isVisible === false
  if (state.oid === null || (check.status === 'matches' && !mayBeShadowed)) return check
  const [whole = check] = await checkEnums(db, [definition], { mode })
  return whole
}

/** Throws the problem that a judgement amounts to, else returns the outcome. */
async function settle<Outcome>(db: Queryable, check: EnumCheck, outcome: Outcome): Promise<Outcome> {
  const problem = await problemOf(db, check)
  if (problem !== null) throw problem
  return outcome
}

/** Runs the statement; returns whether the server said that another session was first. */
async function create(
  db: Queryable,
  ref: { schema: string; name: string },
  labels: readonly string[],
): Promise<boolean> {
  try {
    await runQuery(db, createEnumStatement(ref, labels))
    return false
  } catch (error) {
    if (LOST_RACE.has(sqlstateOf(error))) return true
    throw error
  }
}

/** Returns the one schema that is looked in and created in, after what the server says of it. */
function creatableRef(
  { name }: EnumRef,
  { schema, mayCreate, role }: CreationStateRow,
): { schema: string; name: string } {
  if (schema === null) throw new SchemaNotFoundError(schema, name)
  if (isReservedSchema(schema)) {
    throw new EnumDefinitionInvalidError(
      `the schema of enum '${name}'`,
      `none is named, and current_schema() is ${schema}`,
      "Name the schema in the definition: defineEnum({ schema: 'public', … }).",
    )
  }
  if (mayCreate === false) {
    throw new PermissionDeniedError('PERMISSION_DENIED', {
      message: `Role ${quoteIdentifier(role)} may not create enum '${name}' in schema ${quoteIdentifier(schema)}.`,
      hint: `As the owner of the schema: GRANT CREATE ON SCHEMA ${quoteIdentifier(schema)} TO ${quoteIdentifier(role)};`,
      details: { sqlstate: '42501' },
    })
  }
  return { schema, name }
}

/**
 * Under REPEATABLE READ and SERIALIZABLE the snapshot can be older than the enum that won the race; its labels were
 * noted by the statement that lost.
 */
function withFoundLabels(state: CreationStateRow): CreationStateRow {
  if (state.typtype !== null || !state.inTransaction || !state.foundLabels) return state
  return { ...state, typtype: 'e', labels: JSON.parse(state.foundLabels) as string[] }
}
