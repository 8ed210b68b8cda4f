import type { EnumListReport } from '../commands/enum-list.ts'
import { renderEnumStatus } from './enum-check.ts'
import type { Style } from './style.ts'
import { renderTable } from './table.ts'

/** Returns one line for each enum: name, what the code makes of it, labels. */
export function renderEnumList({ url, enums }: EnumListReport, style: Style): string {
  const rows = enums.map(({ schema, name, labels, check }) => [
    style.strong(schema === null ? name : `${schema}.${name}`),
    check === null ? style.faint('not in the code') : renderEnumStatus(check, style),
    style.faint(labels === null ? '' : labels.join(', ')),
  ])
  return [style.faint(url), rows.length === 0 ? 'no enums' : renderTable(rows, '  ')].join('\n')
}
