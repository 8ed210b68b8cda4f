import type { RunReport } from '../commands/up.ts'
import { renderEnumStatus } from './enum-check.ts'
import type { Style } from './style.ts'
import { renderTable } from './table.ts'
import { count, duration } from './words.ts'

const VERBS = { up: 'applied', down: 'reverted', redo: 'reverted and applied again' } as const

/** Returns what `up`, `down` or `redo` did: each migration, each enum, one line of summary. */
export function renderRun(report: RunReport, style: Style): string {
  const { applied, enums, url, schema } = report
  const rows = [
    ...applied.map(({ name, direction, durationMs }) => [
      direction === 'up' ? style.good('applied') : style.warn('reverted'),
      name,
      style.faint(duration(durationMs)),
    ]),
    ...enums.map((check) => [
      'enum',
      `${check.schema ?? schema}.${check.name}`,
      renderEnumStatus(check, style),
    ]),
  ]
  const lines = [style.faint(`${url}, schema ${schema}`)]
  if (applied.length > 0) lines.push(renderTable(rows, '  '))
  lines.push(summary(report, style))
  return lines.join('\n')
}

function summary({ direction, applied, alreadyApplied, enums, durationMs }: RunReport, style: Style): string {
  const validated = enums.length === 0 ? '' : `, ${count(enums.length, 'enum')} validated`
  if (applied.length === 0) {
    const at = alreadyApplied.at(-1)
    const where = at === undefined ? 'no migration is applied' : `already at ${at}`
    return `${style.good('nothing to do')}: ${where}${validated}`
  }
  const migrations = new Set(applied.map(({ name }) => name)).size
  return `${style.good('done')}: ${count(migrations, 'migration')} ${VERBS[direction]}${validated} in ${duration(durationMs)}`
}
