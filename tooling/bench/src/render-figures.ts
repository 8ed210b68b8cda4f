import type { Figure, Reading } from './measurement.ts'
import { verdictOf } from './verdict.ts'

const TITLES = ['measurement', 'floor', 'subject', 'ratio', 'target', 'verdict']

/** Returns the figures as a Markdown table, which reads well on a terminal too. */
export function renderFigures(figures: readonly Figure[]): string {
  const rows = [TITLES, ...figures.map(cellsOf)]
  const widths = TITLES.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  const [head, ...body] = rows.map(
    (row) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`,
  )
  return [head, `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...body].join('\n')
}

function cellsOf(figure: Figure): string[] {
  const { name, unit, floor, subject, ratio } = figure
  return [
    name,
    readingOf(floor, unit),
    readingOf(subject, unit),
    ratio.toFixed(2),
    targetOf(figure),
    verdictOf(figure),
  ]
}

function readingOf({ what, value }: Reading, unit: Figure['unit']): string {
  const digits = unit === 'round trips' ? 0 : value < 10 ? 2 : value < 100 ? 1 : 0
  return `${what}: ${value.toFixed(digits)} ${unit}`
}

function targetOf({ atMost, aim }: Figure): string {
  if (atMost === null) return ''
  return aim === undefined ? `≤ ${atMost}` : `≤ ${atMost}, aim ≤ ${aim}`
}
