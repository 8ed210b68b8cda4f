import type { Step } from './step.ts'
import { connectStep } from './steps/connect.ts'
import { graphStep } from './steps/graph.ts'
import { lintStep } from './steps/lint.ts'
import { rollbackStep } from './steps/rollback.ts'
import { stateStep } from './steps/state.ts'
import { summaryStep } from './steps/summary.ts'
import { testsStep } from './steps/tests.ts'
import { typesStep } from './steps/types.ts'

/** Every step, cheap ones first. */
export const steps: readonly Step[] = [
  typesStep,
  lintStep,
  graphStep,
  connectStep,
  stateStep,
  testsStep,
  rollbackStep,
  summaryStep,
]
