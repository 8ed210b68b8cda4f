import type { EnumCheck } from '@omni/pg-enum-guard'

/** One migration that was applied or reverted. */
export interface AppliedStep {
  readonly name: string
  readonly direction: 'up' | 'down'
  readonly durationMs: number
}

/** What a run did. */
export interface RunResult {
  readonly direction: 'up' | 'down' | 'redo'
  readonly schema: string
  readonly applied: readonly AppliedStep[]
  /** Applied before this run, in order. */
  readonly alreadyApplied: readonly string[]
  /** The enums after the run, as the last applied migration that declares each of them wants it. */
  readonly enums: readonly EnumCheck[]
  readonly durationMs: number
  /** How long another run was waited for; 0 where there was nothing to do. */
  readonly lockWaitMs: number
}

export interface MigrationStatus {
  readonly name: string
  /** `missing`: the history holds it, the code does not. */
  readonly state: 'applied' | 'pending' | 'missing'
  /** ISO 8601. */
  readonly appliedAt: string | null
  /** Whether it runs in a transaction. */
  readonly transaction: boolean
  readonly dependsOn: readonly string[]
}

export interface ServerStatus {
  readonly version: string
  readonly major: number
  readonly database: string
  readonly user: string
  readonly readOnly: boolean
}

/** Where a database stands. */
export interface Status {
  readonly schema: string
  readonly server: ServerStatus
  readonly migrations: readonly MigrationStatus[]
  readonly pending: readonly string[]
  /** The enums that the applied migrations declare. */
  readonly enums: readonly EnumCheck[]
  readonly history: 'present' | 'absent'
}

/** An error as data. */
export interface Problem {
  readonly code: string
  readonly message: string
  readonly hint: string
  readonly details: object
}

export interface CheckResult {
  /** True where nothing is pending and there is no problem. */
  readonly ok: boolean
  readonly pending: readonly string[]
  readonly problems: readonly Problem[]
}
