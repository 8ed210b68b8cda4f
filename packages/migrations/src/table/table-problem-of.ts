import { checkEnums, type EnumDefinition, type Queryable } from '@omni/pg-enum-guard'
import { fetchIsSurelyEmpty } from '../catalog/fetch-is-surely-empty.ts'
import { fetchTableDependents } from '../catalog/fetch-table-dependents.ts'
import { IndexMismatchError } from '../errors/index-mismatch-error.ts'
import { TableMismatchError } from '../errors/table-mismatch-error.ts'
import { planIndexRepair } from '../repair/plan-index-repair.ts'
import { planTableRepair, type TableRepair } from '../repair/plan-table-repair.ts'
import { renderCreateTable } from '../repair/render-create-table.ts'
import type { TableCheck } from './check-table.ts'
import type { IndexCheck } from './compare-indexes.ts'
import type { TableDifference } from './compare-table.ts'
import type { TableDefinition } from './table-definition.ts'

export interface TableProblemOptions {
  /** Whether an absent table or index is a problem; not one before the migration, which creates it. */
  readonly absent: 'allowed' | 'problem'
}

/**
 * Returns the one error that a judgement amounts to, with all differences of the table and the indexes and the
 * statements that remove them, or null where there is none. Reads only.
 */
export async function tableProblemOf(
  db: Queryable,
  definition: TableDefinition,
  check: TableCheck,
  { absent }: TableProblemOptions,
): Promise<TableMismatchError | IndexMismatchError | null> {
  const { schema, name: table, state } = check
  const isApplied = absent === 'problem'
  const wrong = (index: IndexCheck) => index.status === 'differs' || (isApplied && index.status === 'absent')
  const indexes = check.indexes.filter(wrong)
  const isMissing = check.status === 'absent' && isApplied
  const differences = isMissing ? [tableAbsent(definition, schema)] : check.differences
  const tableExists = isMissing || (check.status !== 'absent' && differences[0]?.kind !== 'name-taken')
  const indexStatements = indexes.flatMap((index) =>
    planIndexRepair(index, definition, state, { tableExists }),
  )
  if (differences.length > 0) {
    const repair = await fetchRepair(db, definition, differences, check)
    const statements = [...repair.statements, ...indexStatements]
    // a table of its own is only made by a migration that is still to run
    const setAside = isApplied ? [] : repair.setAside
    return new TableMismatchError(
      { schema, table, differences, indexes, repair: { ...repair, statements, setAside } },
      { isApplied },
    )
  }
  if (indexes.length === 0) return null
  return new IndexMismatchError(
    { schema, table, indexes, repair: { statements: indexStatements } },
    { isApplied },
  )
}

function tableAbsent(definition: TableDefinition, schema: string): TableDifference {
  const expected = renderCreateTable(definition, schema)
  return { kind: 'table', subject: `table ${definition.name}`, name: definition.name, expected, actual: null }
}

async function fetchRepair(
  db: Queryable,
  definition: TableDefinition,
  differences: readonly TableDifference[],
  { schema, name, state }: TableCheck,
): Promise<TableRepair> {
  return planTableRepair(definition, differences, state, {
    isEmpty: await fetchIsSurelyEmpty(db, schema, name),
    absentEnums: await fetchAbsentEnums(db, schema, definition),
    dependents: await fetchTableDependents(db, schema, name),
  })
}

async function fetchAbsentEnums(
  db: Queryable,
  schema: string,
  { columns }: TableDefinition,
): Promise<EnumDefinition[]> {
  const enums = columns.flatMap(({ type }) => (type.kind === 'enum' ? [{ ...type.enum, schema }] : []))
  const checks = await checkEnums(db, enums)
  return enums.filter((_, position) => checks[position]?.status === 'absent')
}
