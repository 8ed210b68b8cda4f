import type { LabelCount } from '../catalog/count-label-rows.ts'
import type { DependencyEdgeRow } from '../catalog/fetch-dependency-edges.ts'
import type { EnumColumnRow, UncountedReason } from '../catalog/fetch-enum-columns.ts'
import type { TypePropertiesRow } from '../catalog/fetch-type-properties.ts'
import type { EnumCheck } from '../compare-enum.ts'
import { compareLabels } from '../compare-labels.ts'
import { type EnumDependent, listDependents } from '../list-dependents.ts'
import { qualifiedName, quoteIdentifier } from '../sql/quote-identifier.ts'
import { quoteLiteral } from '../sql/quote-literal.ts'
import { listUpdateGuards } from './list-update-guards.ts'
import { planAddedLabels } from './plan-added-labels.ts'
import { BLANK, planRebuild, type RebuildPlan } from './plan-rebuild.ts'

/** Rows that hold a label which the code does not know, and the statement that gives them another. */
export interface LabelHolder {
  /** Schema-qualified and quoted: `public.jobs.kind`. */
  readonly column: string
  readonly label: string
  /** Exact; null where they were not counted. */
  readonly rows: number | null
  /** Why they were not; null where that could not be foreseen. */
  readonly uncounted: UncountedReason | null
  /** Another row's label can be refused, as in an index that is unique. */
  readonly isUnique: boolean
  /** What could refuse or swallow an `UPDATE`; there is none then. */
  readonly guards: readonly string[]
  /** Has one blank `…` for the label that the reader chooses; null where no row holds the label. */
  readonly update: string | null
}

/** Every way to make the enum what the code says, the harmless first, as SQL. */
export interface EnumRepair {
  /** `RENAME VALUE`, where exactly one label is missing, one is extra, and that would settle it. */
  readonly rename: { readonly from: string; readonly to: string; readonly sql: string } | null
  /** `ADD VALUE` for each missing label, to be committed before the rest. */
  readonly add: readonly string[]
  readonly holders: readonly LabelHolder[]
  /** Null where added labels are enough. */
  readonly rebuild: RebuildPlan | null
  readonly drop: { readonly sql: string; readonly destroys: readonly EnumDependent[] }
}

export interface RepairInput {
  readonly check: EnumCheck
  readonly schema: string
  readonly edges: readonly DependencyEdgeRow[]
  readonly columns: readonly EnumColumnRow[]
  readonly counts: readonly LabelCount[]
  readonly properties: TypePropertiesRow
}

/** Returns the ways to repair an enum that differs, from what was read of it. */
export function planEnumRepair({
  check,
  schema,
  edges,
  columns,
  counts,
  properties,
}: RepairInput): EnumRepair {
  const { name, expected, mode } = check
  const actual = check.actual ?? []
  const ref = { schema, name }
  const removed = mode === 'superset' ? [] : check.extra
  const needsRebuild = removed.length > 0 || (mode === 'ordered' && check.orderDiffers)
  const labels = mode === 'superset' ? [...expected, ...check.extra] : expected
  const destroys = listDependents(edges)
  const holders = counts.map(toHolder)
  const guards = holders.flatMap((holder) => holder.guards)
  return {
    rename: planRename(check, schema),
    add: planAddedLabels(ref, expected, actual),
    holders,
    rebuild: needsRebuild ? planRebuild({ ref, labels, removed, edges, columns, properties, guards }) : null,
    drop: {
      sql: `DROP TYPE ${qualifiedName(schema, name)}${destroys.length > 0 ? ' CASCADE' : ''};`,
      destroys,
    },
  }
}

function planRename(
  { name, expected, actual, missing, extra, mode }: EnumCheck,
  schema: string,
): EnumRepair['rename'] {
  const [to] = missing
  const [from] = extra
  if (mode === 'superset') return null // another version of the application can be using the label
  if (missing.length !== 1 || extra.length !== 1 || to === undefined || from === undefined) return null
  const renamed = (actual ?? []).map((label) => (label === from ? to : label))
  if (!compareLabels(expected, renamed, mode).matches) return null
  const type = qualifiedName(schema, name)
  return { from, to, sql: `ALTER TYPE ${type} RENAME VALUE ${quoteLiteral(from)} TO ${quoteLiteral(to)};` }
}

function toHolder({ column, label, rows }: LabelCount): LabelHolder {
  const table = qualifiedName(column.schema, column.table)
  const name = quoteIdentifier(column.column)
  const literal = quoteLiteral(label)
  const update = column.isArray
    ? `UPDATE ${table} SET ${name} = array_replace(${name}, ${literal}, ${BLANK}) WHERE ${literal} = ANY (${name});`
    : `UPDATE ${table} SET ${name} = ${BLANK} WHERE ${name} = ${literal};`
  const guards = rows === 0 ? [] : listUpdateGuards(column)
  return {
    column: `${table}.${name}`,
    label,
    rows,
    uncounted: column.uncounted,
    isUnique: column.isUnique,
    guards,
    update: rows === 0 || guards.length > 0 ? null : update,
  }
}
