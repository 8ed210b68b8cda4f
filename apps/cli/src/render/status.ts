import type { Status } from '@omni/migrator'
import type { StatusReport } from '../commands/status.ts'
import { renderEnumStatus } from './enum-check.ts'
import type { Style } from './style.ts'
import { renderTable } from './table.ts'
import { count } from './words.ts'

/** Returns where a database stands: the server, each migration, each enum, one line of summary. */
export function renderStatus(report: StatusReport, style: Style): string {
  const { url, schema, server, migrations, enums } = report
  const access = server.readOnly ? ', read-only' : ''
  const rows = [
    ...migrations.map(({ name, state, appliedAt }) => [
      paintState(state, style),
      name,
      style.faint(appliedAt ?? (state === 'missing' ? 'recorded in the database, unknown to the code' : '')),
    ]),
    ...enums.map((check) => [
      'enum',
      `${check.schema ?? schema}.${check.name}`,
      renderEnumStatus(check, style),
    ]),
  ]
  return [
    style.faint(`${url}, schema ${schema}, PostgreSQL ${server.version}${access}`),
    ...(rows.length > 0 ? [renderTable(rows, '  ')] : []),
    summary(report, style),
  ].join('\n')
}

function paintState(state: Status['migrations'][number]['state'], style: Style): string {
  if (state === 'applied') return style.good(state)
  return state === 'pending' ? style.warn(state) : style.bad(state)
}

function summary({ migrations, pending, enums }: StatusReport, style: Style): string {
  const missing = migrations.filter(({ state }) => state === 'missing').length
  const differing = enums.filter(({ status }) => status !== 'matches').length
  const findings = [
    ...(missing > 0 ? [style.bad(`${count(missing, 'recorded migration')} missing`)] : []),
    ...(differing > 0 ? [style.bad(`${count(differing, 'enum')} not as migrated, see: check`)] : []),
    ...(pending.length > 0 ? [style.warn(`${count(pending.length, 'migration')} pending`)] : []),
  ]
  return findings.length > 0 ? findings.join(', ') : style.good('up to date')
}
