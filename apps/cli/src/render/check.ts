import type { CheckReport } from '../commands/check.ts'
import { renderError } from './error.ts'
import type { Style } from './style.ts'
import { count } from './words.ts'

/** Returns the result of `check`: every problem in full, or one line. */
export function renderCheck({ url, problems, pending }: CheckReport, style: Style): string {
  const blocks = problems.map((problem) => renderError(problem, style))
  return [
    style.faint(url),
    ...blocks.flatMap((block) => [block, '']),
    summary(problems.length, pending, style),
  ].join('\n')
}

function summary(problems: number, pending: readonly string[], style: Style): string {
  const waiting = `${count(pending.length, 'migration')} pending: ${pending.join(', ')}`
  if (problems > 0) {
    return `${style.bad(`${count(problems, 'problem')} found`)}${pending.length > 0 ? `, ${waiting}` : ''}`
  }
  return pending.length > 0 ? style.warn(waiting) : style.good('the database is as the code expects')
}
