import type { EnumStateRow } from './catalog/fetch-enum-states.ts'
import { type CompareMode, compareLabels } from './compare-labels.ts'
import type { EnumDefinition } from './define-enum.ts'
import { qualifiedName } from './sql/quote-identifier.ts'

/**
 * Where an enum stands: `matches` the code; `absent`; `differs` in its labels; `name-taken` by something that is
 * not an enum; `no-schema`, the schema that it would be in does not exist.
 */
export type EnumStatus = 'matches' | 'absent' | 'differs' | 'name-taken' | 'no-schema'

/** Something other than an enum that holds the name. */
export interface NameHolder {
  /** `table`, `view`, `domain`, `composite type`, `range type` and so on. */
  readonly kind: string
  /** Schema-qualified and quoted, as it stands in SQL. */
  readonly identity: string
}

/** The judgement on one enum, as data. */
export interface EnumCheck {
  readonly status: EnumStatus
  /** The one schema that was looked in; null where none was named and `current_schema()` is null. */
  readonly schema: string | null
  readonly name: string
  /** Labels of the code, in its order. */
  readonly expected: readonly string[]
  /** Labels of the database in sort order; null where there is no enum. */
  readonly actual: readonly string[] | null
  readonly missing: readonly string[]
  readonly extra: readonly string[]
  readonly orderDiffers: boolean
  /** How the labels were compared. */
  readonly mode: CompareMode
  readonly holder: NameHolder | null
  /** The extension that owns the type; the guard then never alters or drops it. */
  readonly extension: string | null
  /** The type that the unqualified name means on this connection's `search_path` instead. */
  readonly shadowedBy: string | null
}

/** Returns the judgement on one enum, from what the catalog says of its name. */
export function compareEnum(
  definition: EnumDefinition,
  state: EnumStateRow,
  mode: CompareMode = 'set',
): EnumCheck {
  const { name, values: expected } = definition
  const actual = state.typtype === 'e' ? (state.labels ?? []) : null
  const { matches, ...difference } = compareLabels(expected, actual ?? [], mode)
  return {
    status: statusOf(state, matches),
    schema: state.schema,
    name,
    expected,
    actual,
    ...(actual === null ? { missing: expected, extra: [], orderDiffers: false } : difference),
    mode,
    holder: holderOf(definition, state),
    extension: state.extension,
    shadowedBy: state.shadowingSchema === null ? null : qualifiedName(state.shadowingSchema, name),
  }
}

function statusOf(state: EnumStateRow, matches: boolean): EnumStatus {
  if (!state.schemaExists) return 'no-schema'
  if (state.typtype === null) return 'absent'
  if (state.typtype !== 'e') return 'name-taken'
  return matches ? 'matches' : 'differs'
}

const TYPE_KINDS: Record<string, string> = {
  b: 'base type',
  c: 'composite type',
  d: 'domain',
  m: 'multirange type',
  p: 'pseudo-type',
  r: 'range type',
}

const RELATION_KINDS: Record<string, string> = {
  c: 'composite type',
  f: 'foreign table',
  m: 'materialized view',
  p: 'partitioned table',
  r: 'table',
  v: 'view',
}

/** Returns what holds the name where that is not an enum. */
export function holderOf(ref: { readonly name: string }, state: EnumStateRow): NameHolder | null {
  if (state.typtype === null || state.typtype === 'e' || state.schema === null) return null
  const kind = RELATION_KINDS[state.relkind ?? ''] ?? TYPE_KINDS[state.typtype] ?? 'type'
  return { kind, identity: qualifiedName(state.schema, ref.name) }
}
