import { type EnumDependent, renderDependent } from '../list-dependents.ts'
import { renderLabel } from '../sql/render-labels.ts'
import type { EnumRepair, LabelHolder } from './plan-enum-repair.ts'

const MOST_DEPENDENTS = 20

/**
 * Returns the remedies as text, the harmless first. Lines of SQL are indented by seven spaces or more, sentences by
 * five or fewer.
 */
export function renderEnumRepair(repair: EnumRepair, removed: readonly string[]): string {
  const repairLines = [
    ...renderAdded(repair),
    ...removed.flatMap((label) => renderRemoved(repair, label)),
    ...renderRebuild(repair, removed),
  ]
  const first =
    repair.rename === null
      ? ['  1. Repair the enum, keeping all data:', ...repairLines]
      : renderRename(repair.rename, repairLines)
  return [
    'To fix this issue:',
    ...first,
    '  2. Re-run the migration',
    '  OR',
    ...renderDrop(repair.drop),
  ].join('\n')
}

function renderRename(
  { from, to, sql }: NonNullable<EnumRepair['rename']>,
  otherwise: readonly string[],
): string[] {
  return [
    `  1. Was ${renderLabel(from)} renamed to ${renderLabel(to)}? Then rename it here too, all rows keep their value:`,
    ...indent([sql]),
    '     If not, repair the enum, keeping all data:',
    ...otherwise,
  ]
}

function renderAdded({ add }: EnumRepair): string[] {
  return indent(add)
}

function renderRemoved({ add, holders }: EnumRepair, label: string): string[] {
  const own = holders.filter((holder) => holder.label === label)
  const uses = own.length === 0 ? ['no column uses the type'] : own.map(renderHolder)
  const updates = own.flatMap((holder) => (holder.update === null ? [] : [holder.update]))
  const has = `${renderLabel(label)} has to go${add.length > 0 ? ' too' : ''}; ${uses.join('; ')}`
  return [`     ${has}${updates.length > 0 ? ':' : '.'}`, ...indent(updates)]
}

function renderHolder({ column, rows }: LabelHolder): string {
  const uses = `column ${column} uses the type`
  if (rows === null) return `${uses}, its rows could not be counted by this role`
  if (rows === 0) return `${uses}, no row holds the label`
  return `${uses}, ${rows} ${rows === 1 ? 'row holds' : 'rows hold'} the label`
}

function renderRebuild({ rebuild }: EnumRepair, removed: readonly string[]): string[] {
  if (rebuild === null) return []
  const purpose =
    removed.length > 0 ? `without ${removed.map(renderLabel).join(', ')}` : 'in the order of the code'
  if (rebuild.statements.length > 0) {
    return [`     Rebuild the type ${purpose}, in one transaction:`, ...indent(rebuild.statements)]
  }
  return [
    `     Rebuilding the type ${purpose} takes statements of your own, because these are in the way:`,
    ...rebuild.obstacles.map((obstacle) => `     - ${obstacle}`),
    removed.length > 0
      ? "     (or keep the label, and compare in mode 'superset')"
      : "     (or accept the order, and compare in mode 'set')",
  ]
}

function renderDrop({ sql, destroys }: EnumRepair['drop']): string[] {
  const lines = [`  3. Drop the enum: ${sql}`]
  const [only] = destroys
  if (only === undefined) return [...lines, '     Nothing depends on it.']
  if (destroys.length === 1) return [...lines, `     This also drops ${describeLoss(only)}.`]
  const shown = destroys.slice(0, MOST_DEPENDENTS).map((dependent) => `     - ${describeLoss(dependent)}`)
  const rest = destroys.length - shown.length
  return [
    ...lines,
    '     This also drops:',
    ...shown,
    ...(rest > 0 ? [`     - and ${rest} more (see details)`] : []),
  ]
}

function describeLoss(dependent: EnumDependent): string {
  if (dependent.kind === 'table column') return `column ${dependent.identity} and everything in it`
  if (dependent.kind === 'table') return `table ${dependent.identity} and everything in it`
  return renderDependent(dependent)
}

function indent(statements: readonly string[]): string[] {
  return statements.flatMap((statement) => statement.split('\n').map((line) => `       ${line}`))
}
