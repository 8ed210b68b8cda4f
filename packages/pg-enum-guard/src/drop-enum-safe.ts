import { awaitOpenTransactions } from './await-open-transactions.ts'
import { type DropStateRow, fetchDropState } from './catalog/fetch-drop-state.ts'
import { holderOf } from './compare-enum.ts'
import { assertEnumRef, type EnumRef } from './define-enum.ts'
import { type DropProgress, type DropTarget, fetchDroppable, runDrop } from './drop-target.ts'
import { droppingName } from './dropping-name.ts'
import { EnumChangedConcurrentlyError } from './errors/enum-changed-concurrently-error.ts'
import { EnumNameTakenError } from './errors/enum-name-taken-error.ts'
import { EnumOwnedByExtensionError } from './errors/enum-owned-by-extension-error.ts'
import { SchemaNotFoundError } from './errors/schema-not-found-error.ts'
import { sqlstateOf } from './errors/sqlstate-of.ts'
import type { GuardOptions } from './guard-options.ts'
import type { EnumDependent } from './list-dependents.ts'
import type { Queryable } from './queryable.ts'
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

// Another session can be dropping the same type; each round sees a newer state.
const MOST_ROUNDS = 10

/**
 * SQLSTATEs of another session that is dropping the same type: 42704 after it went, XX000 (`tuple concurrently
 * updated`) while it goes, 42710 and 23505 where a second type of the name is on its way.
 */
const CHANGED_MEANWHILE: ReadonlySet<string | null> = new Set(['42704', 'XX000', '42710', '23505'])

/**
 * Drops the enum where nothing depends on it; with `cascade: true` also what does, and returns what that was.
 *
 * `DROP TYPE … RESTRICT` alone does not do: PostgreSQL 14 drops a generated column of the type in silence, and up to
 * 15.20 and 18.6 no version sees a table that another transaction is creating. So dependents are read first, and
 * transactions in progress are awaited. Outside a transaction the type is renamed meanwhile (`…__dropping_…`), so that
 * no new one can use it; when that is interrupted, the next call finishes it. Inside a transaction of the caller's the
 * rename cannot be seen by others: keep the time to COMMIT short, and use READ COMMITTED, for above it what others made
 * since the transaction began is not seen either.
 *
 * @throws ENUM_IN_USE, DROP_BLOCKED, ENUM_NAME_TAKEN, ENUM_OWNED_BY_EXTENSION, ENUM_CHANGED_CONCURRENTLY,
 * SCHEMA_NOT_FOUND, PERMISSION_DENIED, READ_ONLY, ENUM_DEFINITION_INVALID; nothing is changed then
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
  const progress: DropProgress = { isDropped: false, destroyed: [] }
  for (let round = 1; round <= MOST_ROUNDS; round += 1) {
    const isSettled = await dropOnce(db, ref, options, progress)
    if (isSettled) return { result: progress.isDropped ? 'dropped' : 'absent', destroyed: progress.destroyed }
  }
  throw new EnumChangedConcurrentlyError(ref)
}

/** Returns false where another session renamed or dropped the type meanwhile: look again. */
async function dropOnce(
  db: Queryable,
  ref: EnumRef,
  options: DropOptions,
  progress: DropProgress,
): Promise<boolean> {
  const { logger } = options
  const state = await fetchDropState(db, ref, true)
  const { schema } = state
  if (schema === null) throw new SchemaNotFoundError(schema, ref.name)
  const target: DropTarget = { schema, name: ref.name, hidden: droppingName(ref.name) }
  const leftover = await fetchDropState(db, { schema, name: target.hidden }, false)
  if (leftover.typtype === 'e') {
    logger?.warn(`enum ${qualifiedName(schema, target.hidden)}: left by an interrupted drop, finishing it`)
    const way = { nameIsFree: state.typtype === null, inTransaction: leftover.inTransaction }
    if (!(await dropHidden(db, target, options, way, progress))) return false
  }
  if (state.typtype !== null) {
    assertDroppable(target, state)
    await fetchDroppable(db, target, target.name, options)
    const isDropped = leftover.inTransaction
      ? await dropInTransaction(db, target, options, progress)
      : await dropInSteps(db, target, state.oid, options, progress)
    if (!isDropped) return false
  }
  const outcome = progress.isDropped ? 'dropped' : 'absent, nothing to drop'
  logger?.info(`enum ${qualifiedName(schema, ref.name)}: ${outcome}`)
  return true
}

function assertDroppable(target: DropTarget, state: DropStateRow): void {
  const holder = holderOf(target, state)
  if (holder !== null) throw new EnumNameTakenError({ name: target.name, holder })
  if (state.extension !== null)
    throw new EnumOwnedByExtensionError(target.schema, target.name, state.extension)
}

async function dropInTransaction(
  db: Queryable,
  target: DropTarget,
  options: DropOptions,
  progress: DropProgress,
): Promise<boolean> {
  await awaitOpenTransactions(db, target, options)
  // What was awaited may have dropped or replaced the type.
  const state = await fetchDropState(db, target, false)
  if (state.typtype === null) return false
  assertDroppable(target, state)
  return runDrop(db, target, target.name, options, true, progress)
}

async function dropInSteps(
  db: Queryable,
  target: DropTarget,
  oid: string | null,
  options: DropOptions,
  progress: DropProgress,
): Promise<boolean> {
  if (!(await renameType(db, target.schema, target.name, target.hidden))) return false
  const renamed = await fetchDropState(db, { schema: target.schema, name: target.hidden }, false)
  if (renamed.oid !== oid) {
    await renameType(db, target.schema, target.hidden, target.name)
    return false
  }
  return dropHidden(db, target, options, { nameIsFree: true, inTransaction: false }, progress)
}

/** Drops the renamed type; where that fails, gives it its name back. */
async function dropHidden(
  db: Queryable,
  target: DropTarget,
  options: DropOptions,
  { nameIsFree, inTransaction }: { nameIsFree: boolean; inTransaction: boolean },
  progress: DropProgress,
): Promise<boolean> {
  try {
    await awaitOpenTransactions(db, target, options)
    return await runDrop(db, target, target.hidden, options, inTransaction, progress)
  } catch (error) {
    if (nameIsFree) await giveNameBack(db, target, options)
    throw error
  }
}

/** Never throws, for what went wrong before is what the caller has to know. */
async function giveNameBack(db: Queryable, target: DropTarget, { logger }: DropOptions): Promise<void> {
  const { schema, name, hidden } = target
  try {
    await runQuery(db, renameStatement(schema, hidden, name))
  } catch (error) {
    logger?.error(
      `enum ${qualifiedName(schema, name)}: left as ${quoteIdentifier(hidden)}, it could not get its name back ` +
        `(${error instanceof Error ? error.message : String(error)}); the next drop finishes it`,
    )
  }
}

/** Returns whether the type was still there to be renamed. */
async function renameType(db: Queryable, schema: string, from: string, to: string): Promise<boolean> {
  try {
    await runQuery(db, renameStatement(schema, from, to))
    return true
  } catch (error) {
    if (CHANGED_MEANWHILE.has(sqlstateOf(error))) return false
    throw error
  }
}

function renameStatement(schema: string, from: string, to: string): string {
  return `alter type ${qualifiedName(schema, from)} rename to ${quoteIdentifier(to)}`
}
