import { createReport, type Report, type ReportInput } from '../report.ts'
import { resultOf } from './create-context.ts'

/** Returns a report with a step of each status, and texts that are hard to render. */
export function exampleReport(overrides: Partial<ReportInput> = {}): Report {
  return createReport({
    startedAt: new Date('2026-11-22T10:00:00Z'),
    durationMs: 4321,
    interrupted: false,
    target: { kind: 'server', source: 'DATABASE_URL', url: 'postgres://app:***@db:5432/omni', schema: null },
    steps: [
      resultOf({
        id: 'types',
        title: 'every package passes tsc',
        status: 'passed',
        summary: '9 packages checked',
      }),
      resultOf({
        id: 'lint',
        title: 'every file passes biome check',
        status: 'failed',
        durationMs: 1500,
        summary: 'biome check found <something> | "else"',
        problems: [
          {
            code: 'COMMAND_FAILED',
            message: 'biome check: the command ended with exit code 1.',
            hint: 'Run it alone: npx biome check .',
            details: {},
          },
        ],
        output: '$ npx biome check .\na < b && c > d\n```\nfence\n```',
      }),
      resultOf({ id: 'state', status: 'skipped', durationMs: 0, summary: 'connect failed' }),
      resultOf({
        id: 'summary',
        title: 'what was found, and what to do next',
        status: 'passed',
        durationMs: 0,
        summary: '1 failed, 1 passed, 1 skipped',
        next: [{ why: 'verify again what failed', command: 'pnpm verify --only lint' }],
      }),
    ],
    ...overrides,
  })
}
