import { expect, test } from 'vitest'
import { resultOf } from '../testing/create-context.ts'
import { exampleReport } from '../testing/example-report.ts'
import { renderJunit } from './junit.ts'
import { renderMarkdown } from './markdown.ts'
import { maskReport } from './mask-report.ts'

test('no password is left in any text of a report, and nothing around it is lost', () => {
  const text = 'connect postgres://app:hunter2hunter2@db/omni with password=hunter2hunter2'
  const problem = { code: 'X', message: text, hint: text, details: { url: text, list: [text] } }
  const steps = [
    resultOf({
      id: 'connect',
      status: 'failed',
      summary: text,
      details: [text],
      problems: [problem],
      output: text,
      facts: { deep: { text } },
      next: [{ why: text, command: text }],
    }),
  ]
  const masked = maskReport(exampleReport({ steps }), ['hunter2hunter2'])
  for (const form of [JSON.stringify(masked), renderJunit(masked), renderMarkdown(masked)]) {
    expect(form).not.toContain('hunter2')
  }
  expect(renderJunit(masked)).toContain('</failure>')
  expect(masked.steps[0]?.summary).toBe('connect postgres://app:***@db/omni with password=***')
})
