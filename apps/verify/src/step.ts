import type { Environment } from '@omni/cli'
import type { Migration } from '@omni/migrator'
import type { EnumDefinition, Logger } from '@omni/pg-enum-guard'
import type { NextStep, Problem, StepResult } from './report.ts'
import type { Commands } from './repository/list-commands.ts'
import type { Target } from './target/create-target.ts'

/** What a step says of its own run; only a step that looked at something can say `passed`. */
export type StepOutcome = Pick<StepResult, 'status' | 'summary'> &
  Partial<Pick<StepResult, 'details' | 'problems' | 'output' | 'facts' | 'next'>>

/** What steps work with. Whatever it holds belongs to the program. */
export interface StepContext {
  /** The tools of the repository; null outside of it. */
  readonly commands: Commands | null
  readonly migrations: readonly Migration[]
  /** The enums that the code exports to applications. */
  readonly definitions: readonly EnumDefinition[]
  readonly target: Target
  readonly schema: string | undefined
  /** Whether a step that gets no database fails instead of being skipped. */
  readonly requireDb: boolean
  /** For the programs that steps start. */
  readonly env: Environment
  readonly logger: Logger
  readonly signal: AbortSignal
  readonly words: CommandWords
}

/** How the commands that the report advises are written here. */
export interface CommandWords {
  /** `pnpm cli` or `omni`. */
  readonly cli: string
  /** `pnpm verify` or `omni-verify`. */
  readonly verify: string
  /** The flags that lead to the same database, with a blank before; empty where the environment leads there. */
  readonly target: string
}

/** What the runner adds to the context of each step. */
export interface StepRun {
  /** Shows a line while the step runs. */
  readonly say: (line: string) => void
  /** Of the steps before. */
  readonly results: readonly StepResult[]
}

/** One thing to verify. A step that throws has failed. */
export interface Step<Context = StepContext> {
  readonly id: string
  /** What it proves, for people. */
  readonly title: string
  /** Steps without which this one means nothing: it is skipped where one of them has failed or was skipped. */
  readonly needs?: readonly string[]
  /** Whether it runs after `--bail`, an interruption and `--only` too. */
  readonly always?: boolean
  run(context: Context & StepRun): Promise<StepOutcome>
}

export function passed(summary: string, more: Partial<StepOutcome> = {}): StepOutcome {
  return { ...more, status: 'passed', summary }
}

export function skipped(why: string, next: readonly NextStep[] = []): StepOutcome {
  return { status: 'skipped', summary: why, next }
}

export function failed(
  summary: string,
  problems: readonly Problem[],
  more: Partial<StepOutcome> = {},
): StepOutcome {
  return { ...more, status: 'failed', summary, problems }
}
