import type { EnumCheck } from '../compare-enum.ts'
import type { EnumRepair } from '../repair/plan-enum-repair.ts'
import { renderEnumRepair } from '../repair/render-enum-repair.ts'
import { escapeInvisible, renderLabels, sortLabels } from '../sql/render-labels.ts'
import { OmniError } from './omni-error.ts'

/** An enum exists with other labels than the code has, or in another order where that matters. */
export class EnumValuesMismatchError extends OmniError<
  'ENUM_VALUES_MISMATCH',
  EnumCheck & { readonly repair: EnumRepair | null }
> {
  override readonly name = 'EnumValuesMismatchError'

  /** `repair` is null where the guard must not touch the type or could not read it any more. */
  constructor(check: EnumCheck, repair: EnumRepair | null) {
    super('ENUM_VALUES_MISMATCH', {
      message: `${renderDifference(check)}\n\n${renderRemedies(check, repair)}`,
      hint: hintOf(check, repair),
      details: { ...check, repair },
    })
  }
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
}: EnumCheck): string {
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

function renderRemedies({ extension, mode, extra }: EnumCheck, repair: EnumRepair | null): string {
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

function hintOf({ extension }: EnumCheck, repair: EnumRepair | null): string {
  if (extension !== null)
    return `Give your enum another name or schema; extension '${extension}' owns this one.`
  if (repair === null) return 'Re-run the migration.'
  const [first] = [...(repair.rename === null ? [] : [repair.rename.sql]), ...repair.add]
  if (first !== undefined && repair.rename === null && repair.rebuild === null) {
    return `Run ${repair.add.join(' ')} Then re-run.`
  }
  return 'Follow step 1 of the message, which keeps all data, then re-run.'
}
