import type { ServerFacts } from '../catalog/fetch-server-facts.ts'
import type { RunLock } from '../lock/acquire-run-lock.ts'
import type { Migration } from '../migration.ts'
import type { ResolvedOptions } from '../resolve-options.ts'
import type { AppliedStep } from './results.ts'

/** What all steps of one run share. */
export interface RunContext {
  readonly options: ResolvedOptions
  readonly facts: ServerFacts
  readonly schema: string
  readonly lock: RunLock
  /** Steps that are done and committed. */
  readonly done: AppliedStep[]
}

/** One migration to apply or to revert. */
export interface Action {
  readonly migration: Migration
  readonly direction: 'up' | 'down'
}

/** Returns the names of what is done, for errors. */
export function doneNames({ done }: RunContext): string[] {
  return done.map(({ name }) => name)
}
