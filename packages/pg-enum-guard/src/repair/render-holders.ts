import type { UncountedReason } from '../catalog/fetch-enum-columns.ts'
import type { LabelHolder } from './plan-enum-repair.ts'

const UNCOUNTED: Record<UncountedReason, string> = {
  foreign: 'its rows are on another server',
  large: 'its table is too large to count rows in passing',
  privilege: 'this role may not read its rows',
  'row security': 'row security may hide rows from this role: follow this as one that sees them all',
  standby: 'a standby does not have its rows',
  temporary: 'its rows belong to one session',
}

/**
 * Returns the columns that hold a label and the statements that give their rows another: in the sentence that
 * `subject` begins where there is one column, as a list where there are several.
 */
export function renderHolders(subject: string, holders: readonly LabelHolder[]): string[] {
  const [only] = holders
  if (only === undefined) return [`     ${subject}.`]
  if (holders.length === 1)
    return renderHolder(`     ${subject}; column ${only.column} uses the type, `, only)
  const listed = holders.filter(({ rows }) => rows !== 0)
  const count = `${holders.length} columns use the type`
  if (listed.length === 0) return [`     ${subject}; ${count}, no row holds the label.`]
  const others = holders.length - listed.length
  return [
    `     ${subject}; ${count}:`,
    ...listed.flatMap((holder) => renderHolder(`     - ${holder.column}, `, holder)),
    ...(others > 0
      ? [`     - ${others === 1 ? 'the other' : `the other ${others}`}: no row holds the label`]
      : []),
  ]
}

function renderHolder(start: string, holder: LabelHolder): string[] {
  const { guards, update, isUnique } = holder
  const rows = `${start}${renderRows(holder)}`
  if (guards.length > 0) return [`${rows}; in the way of an UPDATE: ${guards.join(', ')}`]
  if (update === null) return [`${rows}.`]
  const unique = ' (among unique values: choose a label that no other row holds, or delete the row)'
  return [`${rows}${isUnique ? unique : ''}:`, `       ${update}`]
}

function renderRows({ rows, uncounted }: LabelHolder): string {
  if (rows === null) return uncounted === null ? 'its rows could not be counted' : UNCOUNTED[uncounted]
  if (rows === 0) return 'no row holds the label'
  return `${rows} ${rows === 1 ? 'row holds' : 'rows hold'} the label`
}
