import { describe, expect, test } from 'vitest'
import type { StepResult } from '../report.ts'
import { createContext, resultOf } from '../testing/create-context.ts'
import { summaryStep } from './summary.ts'

const words = { cli: 'pnpm cli', verify: 'pnpm verify', target: ' --schema app' }
const run = (results: readonly StepResult[]) => summaryStep.run(createContext({ results, words }))

describe('summary', () => {
  test('counts, and collects the next steps of the steps', async () => {
    const next = [{ why: 'apply 1 pending migration', command: 'pnpm cli up --schema app' }]
    const results = [
      resultOf({ id: 'graph', status: 'passed' }),
      resultOf({ id: 'state', status: 'passed', next }),
    ]
    expect(await run(results)).toEqual({ status: 'passed', summary: '2 passed', next })
  })

  test('says how to verify again what failed, and what did not run because of it', async () => {
    const results = [
      resultOf({ id: 'lint', status: 'failed' }),
      resultOf({ id: 'connect', status: 'failed' }),
      resultOf({ id: 'state', status: 'skipped', skippedBy: 'need' }),
      resultOf({ id: 'tests', status: 'skipped', skippedBy: 'choice' }),
    ]
    expect(await run(results)).toMatchObject({
      summary: '2 failed, 2 skipped',
      next: [
        { command: 'pnpm verify --only lint,connect --schema app' },
        { why: 'verify what did not run', command: 'pnpm verify --only state --schema app' },
      ],
    })
  })

  test('says how to verify everything where a part was chosen and all is well', async () => {
    const results = [
      resultOf({ id: 'types', status: 'passed' }),
      resultOf({ id: 'tests', status: 'skipped', skippedBy: 'choice' }),
    ]
    expect(await run(results)).toMatchObject({ next: [{ command: 'pnpm verify --schema app' }] })
  })

  test('has nothing to say where everything passed', async () => {
    expect(await run([resultOf({ id: 'types', status: 'passed' })])).toMatchObject({ next: [] })
  })
})
