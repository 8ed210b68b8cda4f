import { type EnumDefinition, qualifiedName, quoteLiteral } from '@omni/pg-enum-guard'
import type { TableDependentRow } from '../catalog/fetch-table-dependents.ts'
import { compareIndexes } from '../table/compare-indexes.ts'
import type { TableDifference } from '../table/compare-table.ts'
import type { TableState } from '../table/fetch-table-state.ts'
import type { TableDefinition } from '../table/table-definition.ts'
import { findInTheWay } from './find-in-the-way.ts'
import { isReplaced, planColumnRepair } from './plan-column-repair.ts'
import { planKeyRepair } from './plan-key-repair.ts'
import { renameAside } from './rename-aside.ts'
import { renderCreateIndex, renderCreateTable } from './render-create-table.ts'

/** What would make a table equal its definition. */
export interface TableRepair {
  /** In the order in which they have to run; `…` stands for a value that only the reader can choose. */
  readonly statements: readonly string[]
  /** Objects that make a statement fail while they are there. */
  readonly inTheWay: readonly string[]
  /** The other way out: keeps the table, and all that has names the migration needs, under other names. */
  readonly setAside: readonly string[]
}

/** What a repair needs to know beyond the difference itself. */
export interface TableRepairFacts {
  readonly isEmpty: boolean
  /** Enums of the definition that do not exist. */
  readonly absentEnums: readonly EnumDefinition[]
  readonly dependents: readonly TableDependentRow[]
}

/** Returns the statements that remove the differences and lose nothing. */
export function planTableRepair(
  definition: TableDefinition,
  differences: readonly TableDifference[],
  state: TableState,
  { isEmpty, absentEnums, dependents }: TableRepairFacts,
): TableRepair {
  const { schema, columns } = state
  const table = qualifiedName(schema, definition.name)
  const enums = absentEnums.map((absent) => renderCreateEnum(absent, schema))
  const [first] = differences
  if (first?.kind === 'table') {
    return { statements: [...enums, renderCreateTable(definition, schema)], inTheWay: [], setAside: [] }
  }
  if (first?.kind === 'name-taken') {
    const taken = new Set(differences.map(({ name }) => name))
    const holders = state.holders.filter(({ name }) => taken.has(name))
    return { statements: holders.map((holder) => renameAside(schema, holder)), inTheWay: [], setAside: [] }
  }
  const replaced = new Set<string>()
  const columnStatements = definition.columns.flatMap((column) => {
    const own = differences.filter(({ kind, name }) => name === column.name && !KEY_KINDS.has(kind))
    const row = columns.find(({ name }) => name === column.name)
    const statements = planColumnRepair(column, own, { schema, table, row, isEmpty })
    if (isReplaced(statements)) replaced.add(column.name)
    return statements
  })
  const keyStatements = definition.keys
    .filter(
      (key) =>
        key.columns.some((column) => replaced.has(column)) ||
        differences.some(({ kind, name }) => name === key.name && KEY_KINDS.has(kind)),
    )
    .flatMap((key) => planKeyRepair(key, definition.name, state))
  return {
    statements: [
      ...enums,
      ...differences.flatMap(planRelationRepair(table)),
      ...columnStatements,
      ...keyStatements,
      ...planMovedIndexes(definition, state, replaced),
    ],
    inTheWay: findInTheWay(definition, differences, dependents),
    setAside: planSetAside(definition, state),
  }
}

/** An index that was right stays with the column that it was on, under the name that the new one needs. */
function planMovedIndexes(
  definition: TableDefinition,
  state: TableState,
  replaced: ReadonlySet<string>,
): string[] {
  const right = compareIndexes(definition, state).filter(({ status }) => status === 'matches')
  return definition.indexes
    .filter(({ name, column }) => replaced.has(column) && right.some((check) => check.name === name))
    .flatMap((index) => [
      `DROP INDEX ${qualifiedName(state.schema, index.name)};`,
      renderCreateIndex(index, state.schema, definition.name),
    ])
}

const KEY_KINDS: ReadonlySet<string> = new Set(['key', 'key-name-taken'])

function planRelationRepair(table: string) {
  return ({ kind, actual }: TableDifference): string[] => {
    if (kind === 'unlogged') return [`ALTER TABLE ${table} SET LOGGED;`]
    if (kind === 'partition') {
      return [`ALTER TABLE ${actual?.replace('a partition of ', '') ?? ''} DETACH PARTITION ${table};`]
    }
    return []
  }
}

function planSetAside(definition: TableDefinition, { schema, holders }: TableState): string[] {
  const self = holders.filter(({ name }) => name === definition.name)
  const indexes = holders.filter(({ table }) => table === definition.name)
  return [...self, ...indexes].map((holder) => renameAside(schema, holder))
}

function renderCreateEnum({ name, values }: EnumDefinition, schema: string): string {
  return `CREATE TYPE ${qualifiedName(schema, name)} AS ENUM (${values.map(quoteLiteral).join(', ')});`
}
