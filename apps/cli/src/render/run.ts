import type { RunReport } from '../commands/up.ts'
import type { Style } from './style.ts'
import { renderTable } from './table.ts'
import { count, duration } from './words.ts'

/** Returns what `up`, `down` or `redo` did: each migration, each enum, one line of summary. */
export function renderRun(report: RunReport, style: Style): string {
  const { applied, enums, url, schema } = report
  const rows = [
    ...applied.map(({ name, direction, durationMs }) => [
      direction === 'up' ? style.good('applied') : style.warn('taken back'),
      name,
      style.faint(duration(durationMs)),
    ]),
    ...enums.map((check) => ['enum', `${check.schema ?? schema}.${check.name}`, check.status]),
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
    if (direction === 'up' && at !== undefined)
      return `${style.good('nothing to do')}: already at ${at}${validated}`
    return `${style.good('nothing to do')}: ${at === undefined ? 'no migration is applied' : `at ${at}`}${validated}`
  }
  const ups = applied.filter((step) => step.direction === 'up').length
  const downs = applied.length - ups
  const parts = [
    ...(downs > 0 ? [`${count(downs, 'migration')} taken back`] : []),
    ...(ups > 0 ? [`${count(ups, 'migration')} applied`] : []),
  ]
  return `${style.good('done')}: ${parts.join(', ')}${validated} in ${duration(durationMs)}`
}
