import { duration } from '@omni/cli'
import type { NextStep, Problem, Report, StepResult } from '../report.ts'

const SIGNS: Readonly<Record<StepResult['status'], string>> = {
  passed: '✅ passed',
  failed: '❌ failed',
  skipped: '⏭️ skipped',
}

/** Returns a report as Markdown, for a pull request or a job's summary. */
export function renderMarkdown(report: Report): string {
  const { steps, next, durationMs, exitCode } = report
  const verdict = report.ok ? 'nothing failed' : exitCode === 130 ? 'interrupted' : 'failed'
  const blocks = [
    `## Verification: ${verdict}`,
    ['| step | result | found | time |', '| --- | --- | --- | ---: |', ...steps.map(renderRow)].join('\n'),
    ...steps.filter(({ status }) => status === 'failed').map(renderFailure),
    ...(next.length > 0 ? [renderNext(next)] : []),
    `${describeTarget(report)} Started ${report.startedAt}, took ${duration(durationMs)}.`,
  ]
  return `${blocks.join('\n\n')}\n`
}

function renderRow({ id, status, summary, durationMs }: StepResult): string {
  const time = status === 'skipped' ? '' : duration(durationMs)
  return `| \`${id}\` | ${SIGNS[status]} | ${cell(summary)} | ${time} |`
}

function renderFailure({ id, title, problems, output }: StepResult): string {
  return [
    `### \`${id}\`: ${cell(title)}`,
    ...problems.map(renderProblem),
    ...(output === null ? [] : [details('Output', fence(output))]),
  ].join('\n\n')
}

function renderProblem({ code, message, hint }: Problem): string {
  return `**\`${code}\`**\n\n${fence([message, ...(hint === '' ? [] : ['', hint])].join('\n'))}`
}

function renderNext(next: readonly NextStep[]): string {
  const lines = next.flatMap(({ why, command }) => [`# ${why.replaceAll('\n', ' ')}`, command])
  return `### Next steps\n\n${fence(lines.join('\n'), 'sh')}`
}

function describeTarget({ target: { kind, url, schema } }: Report): string {
  const where = kind === 'embedded' ? 'the embedded server' : `\`${url ?? ''}\``
  return `Target: ${where}${schema === null ? '' : `, schema \`${schema}\``}.`
}

function details(summary: string, body: string): string {
  return `<details><summary>${summary}</summary>\n\n${body}\n\n</details>`
}

// A fence has to be longer than any run of backticks inside.
function fence(text: string, language = ''): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
  const marks = '`'.repeat(longest + 1)
  return `${marks}${language}\n${text.trimEnd()}\n${marks}`
}

function cell(text: string): string {
  return text
    .replace(/[\\|`*_[\]<>]/g, (character) => (character === '<' ? '&lt;' : `\\${character}`))
    .replace(/\s*\n\s*/g, ' ')
}
