import { resolveConnection } from '@omni/cli'
import { definitions, migrations } from '@omni/migrations'
import type { Logger } from '@omni/pg-enum-guard'
import type { StepResult } from '../report.ts'
import type { StepContext, StepRun } from '../step.ts'
import { createTarget, type Target } from '../target/create-target.ts'

export const silent: Logger = { debug() {}, info() {}, warn() {}, error() {} }

/** Returns the database of a URL as a target, to be closed by the test. */
export function targetOf(url: string, signal: AbortSignal = new AbortController().signal): Target {
  return createTarget(resolveConnection({ url }, {}), {
    applicationName: 'omni-verify test',
    dataDirectory: '/nonexistent',
    logger: silent,
    signal,
    announce() {},
  })
}

/** Returns what a step works with: OmniNode's migrations, no repository, and no server unless one is given. */
export function createContext(overrides: Partial<StepContext & StepRun> = {}): StepContext & StepRun {
  return {
    commands: null,
    migrations,
    definitions,
    target: targetOf('postgres://nobody@127.0.0.1:1/nothing'),
    schema: undefined,
    requireDb: false,
    env: process.env,
    logger: silent,
    signal: new AbortController().signal,
    words: { cli: 'pnpm cli', verify: 'pnpm verify', target: '' },
    say() {},
    results: [],
    ...overrides,
  }
}

/** Returns a result with what matters to a test. */
export function resultOf(result: Partial<StepResult> & Pick<StepResult, 'id' | 'status'>): StepResult {
  return {
    title: `the title of ${result.id}`,
    skippedBy: result.status === 'skipped' ? 'step' : null,
    durationMs: 12,
    summary: 'what was found',
    details: [],
    problems: [],
    output: null,
    facts: {},
    next: [],
    ...result,
  }
}
