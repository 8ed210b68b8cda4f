import { type EnumDependent, renderDependent } from '../list-dependents.ts'
import { renderLabel } from '../sql/render-labels.ts'
import type { EnumRepair } from './plan-enum-repair.ts'
import { renderHolders } from './render-holders.ts'

const MOST_LISTED = 20

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
    `  1. Was ${renderLabel(from)} renamed to ${renderLabel(to)}? Then rename it here too, keeping all data:`,
    ...indent([sql]),
    '     If not, repair the enum, keeping all data:',
    ...otherwise,
  ]
}

function renderAdded({ add }: EnumRepair): string[] {
  return indent(add)
}

function renderRemoved({ add, holders, drop }: EnumRepair, label: string): string[] {
  const subject = `${renderLabel(label)} has to go${add.length > 0 ? ' too' : ''}`
  const own = holders.filter((holder) => holder.label === label)
  return renderHolders(drop.destroys.length === 0 ? `${subject}; nothing uses the type` : subject, own)
}

function renderRebuild({ rebuild }: EnumRepair, removed: readonly string[]): string[] {
  if (rebuild === null) return []
  const purpose =
    removed.length > 0 ? `without ${joinWithAnd(removed.map(renderLabel))}` : 'in the order of the code'
  if (rebuild.statements.length > 0) {
    return [`     Rebuild the type ${purpose}, in one transaction:`, ...indent(rebuild.statements)]
  }
  const { obstacles } = rebuild
  return [
    `     Rebuilding the type ${purpose} takes statements of your own, because ${obstacles.length === 1 ? 'this is' : 'these are'} in the way:`,
    ...renderList(obstacles),
    removed.length > 0
      ? `     (or keep ${removed.length === 1 ? 'the label' : 'the labels'}, and compare in mode 'superset')`
      : "     (or accept the order, and compare in mode 'set')",
  ]
}

function joinWithAnd(words: readonly string[]): string {
  const last = words.at(-1) ?? ''
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`
}

function renderDrop({ sql, destroys }: EnumRepair['drop']): string[] {
  const lines = [`  3. Drop the enum: ${sql}`]
  const [only] = destroys
  if (only === undefined) return [...lines, '     Nothing depends on it.']
  if (destroys.length === 1) return [...lines, `     This also drops ${describeLoss(only)}.`]
  return [...lines, '     This also drops:', ...renderList(destroys.map(describeLoss))]
}

function renderList(items: readonly string[]): string[] {
  const shown = items.slice(0, MOST_LISTED).map((item) => `     - ${item}`)
  const rest = items.length - shown.length
  return rest > 0 ? [...shown, `     - and ${rest} more (see details)`] : shown
}

function describeLoss(dependent: EnumDependent): string {
  if (dependent.kind === 'table column') return `column ${dependent.identity} and everything in it`
  const rendered = renderDependent(dependent)
  const holdsData = dependent.kind === 'table' || dependent.kind === 'composite type column'
  return holdsData ? `${rendered} and everything in it` : rendered
}

function indent(statements: readonly string[]): string[] {
  return statements.flatMap((statement) => statement.split('\n').map((line) => `       ${line}`))
}
