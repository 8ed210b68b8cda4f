import type { EnumValuesMismatchDetails } from '../errors/enum-values-mismatch-error.ts'
import { escapeInvisible, renderLabels, sortLabels } from '../sql/render-labels.ts'
import { renderEnumRepair } from './render-enum-repair.ts'

/** Returns what the error says: the difference and every remedy, and in the hint the next thing to do. */
export function describeMismatch(details: EnumValuesMismatchDetails): { message: string; hint: string } {
  return { message: `${renderDifference(details)}\n\n${renderRemedies(details)}`, hint: hintOf(details) }
}

function renderDifference({
  name,
  expected,
  actual,
  missing,
  extra,
  mode,
  orderDiffers,
  shadowedBy,
}: EnumValuesMismatchDetails): string {
  const lines = [
    `MIGRATION VALIDATION FAILED: Enum '${escapeInvisible(name)}' exists with incompatible values!`,
    `  Expected values: ${renderLabels(sortLabels(expected))}`,
    `  Existing values: ${renderLabels(sortLabels(actual ?? []))}`,
    `  Missing values: ${renderLabels(sortLabels(missing))}`,
    `  Extra values: ${renderLabels(sortLabels(extra))}`,
  ]
  if (mode === 'ordered' && orderDiffers) {
    lines.push(
      `  Expected order: ${renderLabels(expected)}`,
      `  Existing order: ${renderLabels(actual ?? [])}`,
    )
  }
  if (shadowedBy !== null) {
    lines.push(`  Note: on this connection the unqualified name means another type, ${shadowedBy}`)
  }
  return lines.join('\n')
}

function renderRemedies({ extension, mode, extra, repair }: EnumValuesMismatchDetails): string {
  if (extension !== null) {
    return [
      'To fix this issue:',
      `  1. Leave the enum as it is, it belongs to extension '${extension}': give yours another name or schema`,
      '  2. Re-run the migration',
    ].join('\n')
  }
  if (repair === null)
    return 'To fix this issue:\n  1. Re-run the migration: the enum was changed while it was looked at'
  return renderEnumRepair(repair, mode === 'superset' ? [] : extra)
}

function hintOf({ extension, repair }: EnumValuesMismatchDetails): string {
  if (extension !== null)
    return `Give your enum another name or schema; extension '${extension}' owns this one.`
  if (repair === null) return 'Re-run the migration.'
  const [first] = [...(repair.rename === null ? [] : [repair.rename.sql]), ...repair.add]
  if (first !== undefined && repair.rename === null && repair.rebuild === null) {
    return `Run ${repair.add.join(' ')} Then re-run.`
  }
  return 'Follow step 1 of the message, which keeps all data, then re-run.'
}
