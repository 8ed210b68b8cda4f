import type { TableDependentRow } from '../catalog/fetch-table-dependents.ts'
import type { TableDifference } from '../table/compare-table.ts'
import type { TableDefinition } from '../table/table-definition.ts'

// Parts of the table that keep the type of a column they use from being changed. A generated column shows as its
// expression, a default value, and up to PostgreSQL 14 as a column that hangs on another.
const STIFF_PARTS = new Set(['default value', 'policy', 'rule', 'table column', 'trigger'])
// They hang on the row type, so that no column can be rewritten
const ROW_TYPE_USERS = new Set(['table column', 'type', 'materialized view column'])

/**
 * Returns the objects that make a repair fail while they are there: the server refuses to change the type of a
 * column that a view, policy, trigger, generated column or foreign key uses, or to drop a key that one refers to.
 */
export function findInTheWay(
  definition: TableDefinition,
  differences: readonly TableDifference[],
  dependents: readonly TableDependentRow[],
): string[] {
  const retyped = new Set(differences.filter(({ kind }) => kind === 'column-type').map(({ name }) => name))
  const rekeyed = new Set(
    definition.keys
      .filter((key) =>
        differences.some(({ kind, name, actual }) => kind === 'key' && name === key.name && actual !== null),
      )
      .flatMap((key) => key.columns),
  )
  return dependents
    .filter((dependent) => blocksRetyping(dependent, retyped) || blocksRekeying(dependent, rekeyed))
    .map(renderInTheWay)
    .sort()
}

function renderInTheWay({ kind, identity, isPart }: TableDependentRow): string {
  if (isPart && kind === 'default value') return `generated column ${identity.replace(/^for /, '')}`
  return isPart && kind === 'table column' ? `generated column ${identity}` : `${kind} ${identity}`
}

function blocksRetyping(dependent: TableDependentRow, columns: ReadonlySet<string>): boolean {
  if (columns.size === 0) return false
  const uses = dependent.columns.some((column) => columns.has(column))
  if (!dependent.isPart) return uses || ROW_TYPE_USERS.has(dependent.kind)
  // the default of a generated column names its own column and those that it is made of
  const isGenerated = dependent.kind !== 'default value' || dependent.columns.length > 1
  return uses && STIFF_PARTS.has(dependent.kind) && isGenerated
}

function blocksRekeying(dependent: TableDependentRow, columns: ReadonlySet<string>): boolean {
  if (dependent.isPart || dependent.kind !== 'table constraint') return false
  return dependent.columns.some((column) => columns.has(column))
}
