import { attemptDrop } from './attempt-drop.ts'
import { checkEnumDependencies } from './check-enum-dependencies.ts'
import { EnumInUseError } from './errors/enum-in-use-error.ts'
import { type EnumDependent, renderDependent } from './list-dependents.ts'
import type { Logger } from './logger.ts'
import type { Queryable } from './queryable.ts'
import { qualifiedName } from './sql/quote-identifier.ts'

/** An enum that is to be dropped. */
export interface DropTarget {
  readonly schema: string
  readonly name: string
  /** What the type is called while it is being dropped. */
  readonly hidden: string
}

/** What a call has dropped so far; where other sessions are at it too it takes more than one look. */
export interface DropProgress {
  isDropped: boolean
  readonly destroyed: EnumDependent[]
}

interface Consent {
  readonly cascade?: boolean | undefined
  readonly logger?: Logger | undefined
}

/**
 * Returns what a drop would destroy.
 *
 * @throws ENUM_IN_USE where that is anything and was not asked for
 */
export async function fetchDroppable(
  db: Queryable,
  target: DropTarget,
  currentName: string,
  { cascade = false }: Consent,
): Promise<EnumDependent[]> {
  const { schema, name } = target
  const found = await checkEnumDependencies(db, { schema, name: currentName })
  const dependents = found.map((dependent) => withOwnName(dependent, target))
  if (dependents.length > 0 && !cascade) throw new EnumInUseError({ schema, name, dependents })
  return dependents
}

/**
 * Drops the type under the name that it has now, and notes what that destroyed; returns false where
 * another session dropped or renamed it first.
 *
 * @throws ENUM_IN_USE, also where the server sees a dependent that this transaction's snapshot is too old for
 */
export async function runDrop(
  db: Queryable,
  target: DropTarget,
  currentName: string,
  consent: Consent,
  inTransaction: boolean,
  progress: DropProgress,
): Promise<boolean> {
  const { schema, name } = target
  const dependents = await fetchDroppable(db, target, currentName, consent)
  const behaviour = consent.cascade === true ? 'cascade' : 'restrict'
  const statement = `drop type ${qualifiedName(schema, currentName)} ${behaviour}`
  const refusal = await attemptDrop(db, statement, inTransaction)
  if (refusal?.sqlstate === '2BP01') {
    throw new EnumInUseError({ schema, name, dependents: [] }, refusal.detail)
  }
  if (refusal !== null) return false
  for (const dependent of dependents)
    consent.logger?.warn(`dropped with the enum: ${renderDependent(dependent)}`)
  progress.isDropped = true
  progress.destroyed.push(...dependents)
  return true
}

/** Returns the dependent as it is described while the type has its own name. */
function withOwnName(dependent: EnumDependent, { schema, name, hidden }: DropTarget): EnumDependent {
  const restore = (text: string) =>
    text.replaceAll(qualifiedName(schema, hidden), qualifiedName(schema, name))
  return { ...dependent, identity: restore(dependent.identity), via: restore(dependent.via) }
}
