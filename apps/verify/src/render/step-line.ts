import { duration, type Style } from '@omni/cli'
import type { StepResult } from '../report.ts'

export type StepStatus = StepResult['status']

/** Returns one line for a step: sign, id, what was found, time. */
export function renderStepLine(result: StepResult, width: number, style: Style): string {
  const { id, status, summary, durationMs } = result
  const time = status === 'skipped' ? '' : ` ${style.faint(duration(durationMs))}`
  const text = status === 'passed' ? summary : `${status}: ${summary}`
  return `${signOf(status, style)} ${id.padEnd(width)}  ${colorOf(status, style)(text)}${time}`
}

/** Returns the width of the column of ids. */
export function widthOf(steps: readonly { readonly id: string }[]): number {
  return Math.max(0, ...steps.map(({ id }) => id.length))
}

function signOf(status: StepStatus, style: Style): string {
  if (status === 'passed') return style.good('✔')
  return status === 'failed' ? style.bad('✖') : style.faint('-')
}

function colorOf(status: StepStatus, style: Style): (text: string) => string {
  if (status === 'failed') return style.bad
  return status === 'skipped' ? style.faint : (text) => text
}
