import { describeError } from '@omni/cli'
import { isOmniError } from '@omni/pg-enum-guard'
import type { SkipCause, StepResult } from './report.ts'
import { failed, type Step, type StepOutcome, type StepRun } from './step.ts'
import { VerifyError } from './verify-error.ts'

/** Hears what happens, to show it. */
export interface Watcher {
  started(step: { readonly id: string; readonly title: string }): void
  said(id: string, line: string): void
  finished(result: StepResult): void
}

export interface RunStepsOptions<Context> {
  readonly steps: readonly Step<Context>[]
  readonly context: Context
  /** Returns why a step was not chosen, or null for one that was. */
  readonly reasonAgainst?: (id: string) => string | null
  /** Whether the first failure ends the run. */
  readonly bail?: boolean
  readonly signal: AbortSignal
  readonly watcher: Watcher
  /** Gets what a step threw, with its stack. */
  readonly onError?: (id: string, error: unknown) => void
  /** Milliseconds. */
  readonly now?: () => number
}

const emptyHanded = { details: [], problems: [], output: null, facts: {}, next: [] }

/**
 * Runs steps one after the other and returns a result for each. A step that throws has failed; one that does not run
 * is skipped, with the reason.
 */
export async function runSteps<Context>(options: RunStepsOptions<Context>): Promise<StepResult[]> {
  const { steps, watcher, now = () => performance.now() } = options
  const results: StepResult[] = []
  for (const step of steps) {
    const { id, title } = step
    const skip = skipOf(step, results, options)
    const start = now()
    if (skip === null) watcher.started({ id, title })
    const outcome: StepOutcome =
      skip === null ? await runStep(step, results, options) : { status: 'skipped', summary: skip.why }
    const skippedBy = outcome.status === 'skipped' ? (skip?.cause ?? 'step') : null
    const durationMs = skip === null ? Math.round(now() - start) : 0
    const { status, ...found } = outcome
    const result = { id, title, status, skippedBy, durationMs, ...emptyHanded, ...found }
    results.push(result)
    watcher.finished(result)
  }
  return results
}

interface Skip {
  readonly cause: SkipCause
  readonly why: string
}

function skipOf<Context>(
  { id, needs = [], always = false }: Step<Context>,
  results: readonly StepResult[],
  { reasonAgainst = () => null, bail, signal }: RunStepsOptions<Context>,
): Skip | null {
  const notChosen = reasonAgainst(id)
  if (notChosen !== null) return { cause: 'choice', why: notChosen }
  if (always) return null
  if (signal.aborted) return { cause: 'interruption', why: 'interrupted before it began' }
  const failure = results.find(({ status }) => status === 'failed')
  if (bail && failure !== undefined) {
    return { cause: 'bail', why: `${failure.id} failed, and --bail ends the run there` }
  }
  for (const need of needs) {
    const result = results.find((other) => other.id === need)
    if (result?.status === 'failed') return { cause: 'need', why: `${need} failed` }
    // Who leaves a step out says that the others are to go without it.
    if (result?.status === 'skipped' && result.skippedBy !== 'choice') {
      return { cause: 'need', why: `${need} was skipped` }
    }
  }
  return null
}

async function runStep<Context>(
  step: Step<Context>,
  results: readonly StepResult[],
  { context, watcher, signal, onError }: RunStepsOptions<Context>,
): Promise<StepOutcome> {
  const run: StepRun = { say: (line) => watcher.said(step.id, line), results: [...results] }
  try {
    return await step.run({ ...context, ...run })
  } catch (error) {
    onError?.(step.id, error)
    const interrupted = signal.aborted && !isOmniError(error)
    const problem = describeError(interrupted ? interruptionOf(error) : error)
    return failed(firstLine(problem.message), [problem])
  }
}

function interruptionOf(cause: unknown): VerifyError {
  const hint = 'Run it again; nothing was changed in the target.'
  return new VerifyError('INTERRUPTED', 'Interrupted while it ran.', hint, {}, cause)
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? ''
}
