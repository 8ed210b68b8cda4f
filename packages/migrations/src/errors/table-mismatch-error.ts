import { OmniError, qualifiedName } from '@omni/pg-enum-guard'
import type { TableRepair } from '../repair/plan-table-repair.ts'
import { renderRepair } from '../repair/render-repair.ts'
import type { IndexCheck } from '../table/compare-indexes.ts'
import type { TableDifference } from '../table/compare-table.ts'
import { renderIndexDifferences } from './index-mismatch-error.ts'

export interface TableMismatchDetails {
  readonly schema: string
  readonly table: string
  readonly differences: readonly TableDifference[]
  /** Indexes that differ as well. */
  readonly indexes: readonly IndexCheck[]
  readonly repair: TableRepair
}

/** A table is not as the migration makes it: absent, different, or its name is held by something else. */
export class TableMismatchError extends OmniError<'TABLE_MISMATCH', TableMismatchDetails> {
  override readonly name = 'TableMismatchError'

  /** `isApplied` where history says that the migration ran, so that running it again would not make the table. */
  constructor(details: TableMismatchDetails, { isApplied }: { readonly isApplied: boolean }) {
    super('TABLE_MISMATCH', {
      message: [
        headlineOf(details),
        ...renderDifferences(details),
        ...renderIndexDifferences(details.indexes),
      ].join('\n'),
      hint: renderRepair({ purpose: purposeOf(details), ...details.repair, isApplied }),
      details,
    })
  }
}

function headlineOf({ schema, table, differences: [first] }: TableMismatchDetails): string {
  const name = qualifiedName(schema, table)
  const start = 'MIGRATION VALIDATION FAILED:'
  if (first?.kind === 'table') return `${start} Table ${name} does not exist!`
  if (first?.kind === 'name-taken')
    return `${start} Table ${name} cannot be created, a name that it needs is taken!`
  return `${start} Table ${name} exists with a different definition!`
}

function purposeOf({ differences: [first] }: TableMismatchDetails): string {
  if (first?.kind === 'table') return 'Create the table'
  if (first?.kind === 'name-taken') return 'Free the name, losing nothing'
  return 'Repair the table, keeping all data'
}

function renderDifferences({ differences }: TableMismatchDetails): string[] {
  return differences.flatMap(({ kind, subject, expected, actual }) => {
    if (kind === 'table') return []
    if (kind === 'name-taken')
      return [`  ${subject} is ${withArticle(actual ?? '')}, not ${withArticle(expected)} of the migration's`]
    return [`  ${subject}: expected ${expected}, found ${actual ?? 'nothing'}`]
  })
}

function withArticle(noun: string): string {
  return `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`
}
