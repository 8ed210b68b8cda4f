import { awaitOpenTransactions } from './await-open-transactions.ts'
import { type DropStateRow, fetchDropState } from './catalog/fetch-drop-state.ts'
import { checkEnumDependencies } from './check-enum-dependencies.ts'
import { holderOf } from './compare-enum.ts'
import { assertEnumRef, type EnumRef } from './define-enum.ts'
import { EnumInUseError } from './errors/enum-in-use-error.ts'
import { EnumNameTakenError } from './errors/enum-name-taken-error.ts'
import { EnumOwnedByExtensionError } from './errors/enum-owned-by-extension-error.ts'
import { SchemaNotFoundError } from './errors/schema-not-found-error.ts'
import type { GuardOptions } from './guard-options.ts'
import { type EnumDependent, renderDependent } from './list-dependents.ts'
import type { Queryable } from './queryable.ts'
import { freeTypeName } from './repair/free-type-name.ts'
import { runQuery } from './run-query.ts'
import { qualifiedName, quoteIdentifier } from './sql/quote-identifier.ts'

export interface DropOptions extends GuardOptions {
  /** Drops what depends on the enum too, whole columns and tables with their rows included. */
  readonly cascade?: boolean | undefined
  /** How long to wait for transactions that may be using the type unseen, in milliseconds; 5,000 by default. */
  readonly waitMs?: number | undefined
}

export interface CascadeResult {
  readonly result: 'dropped' | 'absent'
  /** Everything that was dropped with the enum. */
  readonly destroyed: readonly EnumDependent[]
}

const DEFAULT_WAIT_MS = 5_000

/**
 * Drops the enum where nothing depends on it; with `cascade: true` also what does, and returns what that was.
 *
 * `DROP TYPE … RESTRICT` alone does not do: PostgreSQL 14 drops a generated column of the type in silence, and up to
 * 15.20 and 18.6 no version sees a table that another transaction is creating. So dependents are read first, and
 * transactions in progress are awaited. Outside a transaction the type is renamed meanwhile (`…__dropping`), so that
 * no new one can use it; when that is interrupted, the next call finishes it. Inside a transaction of the caller's the
 * rename cannot be seen by others: keep the time to COMMIT short.
 *
 * @throws ENUM_IN_USE, DROP_BLOCKED, ENUM_NAME_TAKEN, ENUM_OWNED_BY_EXTENSION, SCHEMA_NOT_FOUND, PERMISSION_DENIED,
 * READ_ONLY, ENUM_DEFINITION_INVALID; nothing is changed then
 *
 * @example
 * ```ts
 * import { dropEnumSafe, type Queryable } from '@omni/pg-enum-guard'
 *
 * declare const client: Queryable
 * const outcome = await dropEnumSafe(client, { schema: 'public', name: 'old_status' }) // 'dropped' or 'absent'
 * ```
 */
export async function dropEnumSafe(
  db: Queryable,
  ref: EnumRef,
  options: DropOptions & { cascade: true },
): Promise<CascadeResult>
export async function dropEnumSafe(
  db: Queryable,
  ref: EnumRef,
  options?: DropOptions & { cascade?: false | undefined },
): Promise<'dropped' | 'absent'>
export async function dropEnumSafe(
  db: Queryable,
  ref: EnumRef,
  options: DropOptions = {},
): Promise<CascadeResult | 'dropped' | 'absent'> {
  assertEnumRef(ref)
  const outcome = await drop(db, ref, options)
  return options.cascade === true ? outcome : outcome.result
}

async function drop(db: Queryable, ref: EnumRef, options: DropOptions): Promise<CascadeResult> {
  const { logger } = options
  const state = await fetchDropState(db, ref, true)
  const { schema } = state
  if (schema === null) throw new SchemaNotFoundError(schema, ref.name)
  const target: Target = { schema, name: ref.name, hidden: freeTypeName(ref.name, [], '__dropping') }
  const leftover = await fetchDropState(db, { schema, name: target.hidden }, false)
  const isLeft = leftover.typtype === 'e'
  if (isLeft) {
    logger?.warn(`enum ${qualifiedName(schema, target.hidden)}: left by an interrupted drop, finishing it`)
    await dropHidden(db, target, options, state.typtype === null)
  }
  if (state.typtype === null) {
    logger?.info(`enum ${qualifiedName(schema, ref.name)}: ${isLeft ? 'dropped' : 'absent, nothing to drop'}`)
    return { result: isLeft ? 'dropped' : 'absent', destroyed: [] }
  }
  assertDroppable(target, state)
  await fetchDroppable(db, target, target.name, options)
  const destroyed = leftover.inTransaction
    ? await dropInTransaction(db, target, options)
    : await dropInSteps(db, target, options)
  for (const dependent of destroyed) logger?.warn(`dropped with the enum: ${renderDependent(dependent)}`)
  logger?.info(`enum ${qualifiedName(schema, ref.name)}: dropped`)
  return { result: 'dropped', destroyed }
}

interface Target {
  readonly schema: string
  readonly name: string
  /** What the type is called while it is being dropped. */
  readonly hidden: string
}

function assertDroppable(target: Target, state: DropStateRow): void {
  const holder = holderOf(target, state)
  if (holder !== null) throw new EnumNameTakenError({ name: target.name, holder })
  if (state.extension !== null)
    throw new EnumOwnedByExtensionError(target.schema, target.name, state.extension)
}

/** Returns what a drop would destroy; throws where that is anything and was not asked for. */
async function fetchDroppable(
  db: Queryable,
  target: Target,
  currentName: string,
  { cascade = false }: DropOptions,
): Promise<EnumDependent[]> {
  const { schema, name } = target
  const found = await checkEnumDependencies(db, { schema, name: currentName })
  const dependents = found.map((dependent) => withOwnName(dependent, target))
  if (dependents.length > 0 && !cascade) throw new EnumInUseError({ schema, name, dependents })
  return dependents
}

async function dropInTransaction(
  db: Queryable,
  target: Target,
  options: DropOptions,
): Promise<EnumDependent[]> {
  const type = qualifiedName(target.schema, target.name)
  await awaitOpenTransactions(db, type, options.waitMs ?? DEFAULT_WAIT_MS)
  const destroyed = await fetchDroppable(db, target, target.name, options)
  await runQuery(db, dropStatement(type, options))
  return destroyed
}

async function dropInSteps(db: Queryable, target: Target, options: DropOptions): Promise<EnumDependent[]> {
  const type = qualifiedName(target.schema, target.name)
  await runQuery(db, `alter type ${type} rename to ${quoteIdentifier(target.hidden)}`)
  return dropHidden(db, target, options, true)
}

/** Drops the renamed type; where that fails, gives it its name back. */
async function dropHidden(
  db: Queryable,
  target: Target,
  options: DropOptions,
  nameIsFree: boolean,
): Promise<EnumDependent[]> {
  const hidden = qualifiedName(target.schema, target.hidden)
  try {
    await awaitOpenTransactions(
      db,
      qualifiedName(target.schema, target.name),
      options.waitMs ?? DEFAULT_WAIT_MS,
    )
    const destroyed = await fetchDroppable(db, target, target.hidden, options)
    await runQuery(db, dropStatement(hidden, options))
    return destroyed
  } catch (error) {
    if (nameIsFree) await runQuery(db, `alter type ${hidden} rename to ${quoteIdentifier(target.name)}`)
    throw error
  }
}

/** Returns the dependent as it is described while the type has its own name. */
function withOwnName(dependent: EnumDependent, { schema, name, hidden }: Target): EnumDependent {
  const restore = (text: string) =>
    text.replaceAll(qualifiedName(schema, hidden), qualifiedName(schema, name))
  return { ...dependent, identity: restore(dependent.identity), via: restore(dependent.via) }
}

function dropStatement(type: string, { cascade = false }: DropOptions): string {
  return `drop type ${type} ${cascade ? 'cascade' : 'restrict'}`
}
