import { type ErrorDescription, type ExitCode, exitCodes } from '@omni/cli'

/** A command that leads on, and why. */
export interface NextStep {
  readonly why: string
  readonly command: string
}

/** An error as data. */
export type Problem = ErrorDescription

/** Why a step was skipped: not chosen, after a failure or interruption, for want of another step, or by itself. */
export type SkipCause = 'choice' | 'bail' | 'interruption' | 'need' | 'step'

/** What one step found; plain data, the same in every form of the report. */
export interface StepResult {
  readonly id: string
  readonly title: string
  /** `skipped` is whatever did not run, or had nothing to run on. */
  readonly status: 'passed' | 'failed' | 'skipped'
  /** Null for a step that was not skipped. */
  readonly skippedBy: SkipCause | null
  readonly durationMs: number
  /** One line: what was found; for a skipped step, why it did not run. */
  readonly summary: string
  /** What was looked at, a line each. */
  readonly details: readonly string[]
  readonly problems: readonly Problem[]
  /** The end of what a failed command printed. */
  readonly output: string | null
  /** The findings for programs. */
  readonly facts: object
  readonly next: readonly NextStep[]
}

/** Which database was meant; nothing in it is secret. */
export interface ReportTarget {
  readonly kind: 'server' | 'embedded'
  /** What named it: `--url`, `DATABASE_URL`, `PG* variables`, `--embedded` or `default`. */
  readonly source: string
  /** With the password masked; null for the embedded server, whose port is another each time. */
  readonly url: string | null
  /** Null for the first of the `search_path`. */
  readonly schema: string | null
}

/** What a run of the verifier found. */
export interface Report {
  readonly ok: boolean
  readonly exitCode: ExitCode
  /** ISO 8601. */
  readonly startedAt: string
  readonly durationMs: number
  readonly target: ReportTarget
  readonly steps: readonly StepResult[]
  readonly next: readonly NextStep[]
}

export interface ReportInput {
  readonly startedAt: Date
  readonly durationMs: number
  readonly interrupted: boolean
  readonly target: ReportTarget
  readonly steps: readonly StepResult[]
}

/** Returns the report of what the steps found: 0 only if nothing failed, 130 where the run was interrupted. */
export function createReport({ startedAt, interrupted, steps, ...rest }: ReportInput): Report {
  const failed = steps.some(({ status }) => status === 'failed')
  const ok = !failed && !interrupted
  return {
    ok,
    exitCode: ok ? exitCodes.done : interrupted ? exitCodes.interrupted : exitCodes.failed,
    startedAt: startedAt.toISOString(),
    ...rest,
    steps,
    next: steps.find(({ id }) => id === 'summary')?.next ?? [],
  }
}
