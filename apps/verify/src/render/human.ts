import { duration, renderError, type Style } from '@omni/cli'
import type { NextStep, Report, StepResult } from '../report.ts'
import { renderStepLine, widthOf } from './step-line.ts'

/** Returns a report for people: the list of steps, unless they have seen it already, and then what follows from it. */
export function renderHuman(report: Report, style: Style, { list = true } = {}): string {
  const { steps, next, durationMs } = report
  const width = widthOf(steps)
  return [
    ...(list ? [steps.map((step) => renderStepLine(step, width, style)).join('\n')] : []),
    ...steps.filter(({ status }) => status === 'failed').map((step) => renderFailure(step, style)),
    ...(next.length > 0 ? [renderNext(next, style)] : []),
    `${verdict(report, style)} ${style.faint(`in ${duration(durationMs)}`)}`,
  ].join('\n\n')
}

function renderFailure({ id, title, problems, details, output }: StepResult, style: Style): string {
  const parts = [
    style.strong(`${id}: ${title}`),
    ...(details.length > 0 ? [details.map((line) => style.faint(`  ${line}`)).join('\n')] : []),
    ...problems.map((problem) => renderError(problem, style)),
    ...(output === null ? [] : [output.trimEnd()]),
  ]
  return parts.join('\n\n')
}

function renderNext(next: readonly NextStep[], style: Style): string {
  const lines = next.flatMap(({ why, command }) => [`  ${why}:`, `    ${command}`])
  return [style.strong('Next steps'), ...lines].join('\n')
}

function verdict({ ok, exitCode, steps }: Report, style: Style): string {
  const found = (wanted: StepResult['status']) =>
    steps.filter(({ status }) => status === wanted).map(({ id }) => id)
  if (!ok) {
    const failures = found('failed').join(', ')
    return style.bad(exitCode === 130 ? 'interrupted' : `failed: ${failures}`)
  }
  const skipped = found('skipped')
  return skipped.length === 0
    ? style.good('verified')
    : `${style.good('nothing failed')}, ${style.warn(`not run: ${skipped.join(', ')}`)}`
}
