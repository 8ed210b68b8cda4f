import { renderDependent } from '@omni/pg-enum-guard'
import type { EnumReport } from '../commands/enum-show.ts'
import { renderEnumStatus } from './enum-check.ts'
import type { Style } from './style.ts'
import { renderTable } from './table.ts'

/** Returns one enum in full: labels in order, each difference, what depends on it. */
export function renderEnumShow(
  { url, schema, name, labels, check, dependents }: EnumReport,
  style: Style,
): string {
  const title = style.strong(schema === null ? name : `${schema}.${name}`)
  const judgement = check === null ? style.faint('not in the code') : renderEnumStatus(check, style)
  const known = new Set(labels)
  const rows = [
    ...(labels ?? []).map((label, index) => [
      style.faint(String(index + 1)),
      label,
      check?.extra.includes(label) ? style.warn('not in the code') : '',
    ]),
    ...(check?.missing ?? [])
      .filter((label) => !known.has(label))
      .map((label) => [style.faint('-'), label, style.bad('missing in the database')]),
  ]
  return [
    style.faint(url),
    `${title}  ${judgement}`,
    ...(rows.length > 0 ? [renderTable(rows, '  ')] : []),
    ...(check?.orderDiffers ? [`  order in the code: ${check.expected.join(', ')}`] : []),
    ...(check?.shadowedBy != null
      ? [style.warn(`  an unqualified name means ${check.shadowedBy} here`)]
      : []),
    ...(dependents.length > 0
      ? ['', 'used by', ...dependents.map((one) => `  ${renderDependent(one)}`)]
      : []),
  ].join('\n')
}
