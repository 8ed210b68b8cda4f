import type { Problem, Report, StepResult } from '../report.ts'
import { escapeXmlAttribute, escapeXmlText } from './escape-xml.ts'

/** Returns a report as JUnit XML: one test case for each step. */
export function renderJunit({ steps, startedAt, durationMs }: Report): string {
  const of = (wanted: StepResult['status']) => String(steps.filter(({ status }) => status === wanted).length)
  const counts = { tests: String(steps.length), failures: of('failed'), errors: '0', skipped: of('skipped') }
  const time = seconds(durationMs)
  const suite = element(
    'testsuite',
    { name: 'omni verify', ...counts, time, timestamp: startedAt },
    steps.map((step) => indent(renderCase(step))),
  )
  const suites = element('testsuites', { name: 'omni verify', ...counts, time }, [indent(suite)])
  return `<?xml version="1.0" encoding="UTF-8"?>\n${suites}\n`
}

function renderCase(step: StepResult): string {
  const { id, status, durationMs, summary } = step
  const attributes = { classname: 'omni.verify', name: id, time: seconds(durationMs) }
  const children = [
    ...(status === 'failed' ? [renderFailure(step)] : []),
    ...(status === 'skipped' ? [element('skipped', { message: summary }, [])] : []),
    ...(status === 'passed' ? [`<system-out>${escapeXmlText(textOf(step))}</system-out>`] : []),
  ]
  return element('testcase', attributes, children.map(indent))
}

function renderFailure({ summary, problems, output }: StepResult): string {
  const body = [...problems.map(renderProblem), ...(output === null ? [] : [output])].join('\n\n')
  const type = problems[0]?.code ?? 'FAILED'
  return `<failure${render({ message: summary, type })}>${escapeXmlText(body)}</failure>`
}

function renderProblem({ code, message, hint }: Problem): string {
  return `${code}\n${message}\n${hint}`
}

function textOf({ summary, details }: StepResult): string {
  return [summary, ...details].join('\n')
}

function element(name: string, attributes: Readonly<Record<string, string>>, children: readonly string[]) {
  const start = `<${name}${render(attributes)}`
  return children.length === 0 ? `${start}/>` : `${start}>\n${children.join('\n')}\n</${name}>`
}

function render(attributes: Readonly<Record<string, string>>): string {
  return Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escapeXmlAttribute(value)}"`)
    .join('')
}

// Only lines that begin with a tag, which text never does: blanks in a message would be part of it.
function indent(xml: string): string {
  return xml.replace(/^(?= *<)/gm, '  ')
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3)
}
