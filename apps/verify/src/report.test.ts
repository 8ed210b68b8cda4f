import { describe, expect, test } from 'vitest'
import { createReport } from './report.ts'
import { resultOf } from './testing/create-context.ts'

const input = {
  startedAt: new Date('2026-11-22T10:00:00Z'),
  durationMs: 1234,
  interrupted: false,
  target: { kind: 'embedded', source: 'default', url: null, schema: null },
} as const
const codeOf = (statuses: readonly ('passed' | 'failed' | 'skipped')[], interrupted = false) => {
  const steps = statuses.map((status, position) => resultOf({ id: `step ${position}`, status }))
  const { ok, exitCode } = createReport({ ...input, interrupted, steps })
  return { ok, exitCode }
}

describe('createReport', () => {
  test('the exit code is 0 only if nothing failed', () => {
    expect(codeOf(['passed', 'passed'])).toEqual({ ok: true, exitCode: 0 })
    expect(codeOf(['passed', 'skipped'])).toEqual({ ok: true, exitCode: 0 })
    expect(codeOf(['failed', 'passed'])).toEqual({ ok: false, exitCode: 1 })
    expect(codeOf(['skipped', 'failed', 'skipped'])).toEqual({ ok: false, exitCode: 1 })
  })

  test('an interrupted run ends with 130, whatever was found until then', () => {
    expect(codeOf(['passed', 'skipped'], true)).toEqual({ ok: false, exitCode: 130 })
    expect(codeOf(['failed', 'skipped'], true)).toEqual({ ok: false, exitCode: 130 })
  })

  test('carries the next steps of the summary', () => {
    const next = [{ why: 'apply', command: 'pnpm cli up' }]
    const steps = [
      resultOf({ id: 'state', status: 'passed' }),
      resultOf({ id: 'summary', status: 'passed', next }),
    ]
    expect(createReport({ ...input, steps })).toMatchObject({ next, startedAt: '2026-11-22T10:00:00.000Z' })
  })
})
