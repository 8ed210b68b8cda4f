import { count } from '@omni/cli'
import type { NextStep, StepResult } from '../report.ts'
import { passed, type Step } from '../step.ts'

/** `summary` */
export const summaryStep: Step = {
  id: 'summary',
  title: 'what was found, and what to do next',
  always: true,
  async run({ results, words }) {
    const again = (ids: readonly string[]) => `${words.verify} --only ${ids.join(',')}${words.target}`
    const failures = results.filter(({ status }) => status === 'failed').map(({ id }) => id)
    const cutOff = results.filter(isCutOff).map(({ id }) => id)
    const next: NextStep[] = [
      ...results.flatMap((result) => result.next),
      ...(failures.length > 0 ? [{ why: 'verify again what failed', command: again(failures) }] : []),
      ...(cutOff.length > 0 ? [{ why: 'verify what did not run', command: again(cutOff) }] : []),
    ]
    return passed(describe(results), {
      next: next.length > 0 ? next : whenAllIsWell(results, `${words.verify}${words.target}`),
    })
  },
}

// Who left a step out does not want to hear of it; one that skipped itself says on its own what it needs.
function isCutOff({ skippedBy }: StepResult): boolean {
  return skippedBy === 'bail' || skippedBy === 'interruption' || skippedBy === 'need'
}

function describe(results: readonly StepResult[]): string {
  const parts = (['failed', 'passed', 'skipped'] as const).map((status) => {
    const number = results.filter((result) => result.status === status).length
    return number === 0 ? [] : [`${number} ${status}`]
  })
  return parts.flat().join(', ') || count(0, 'step')
}

function whenAllIsWell(results: readonly StepResult[], verify: string): NextStep[] {
  const isPart = results.some(({ skippedBy }) => skippedBy === 'choice')
  return isPart ? [{ why: 'verify everything', command: verify }] : []
}
