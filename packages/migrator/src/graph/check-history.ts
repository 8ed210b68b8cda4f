import type { OmniError } from '@omni/pg-enum-guard'
import { MigrationOutOfOrderError } from '../errors/migration-out-of-order-error.ts'
import { MigrationRecordedMissingError } from '../errors/migration-recorded-missing-error.ts'
import { compareNames } from './compare-names.ts'

export interface CheckHistoryInput {
  /** Names of all migrations of the code, sorted. */
  readonly names: readonly string[]
  /** Names that the history holds. */
  readonly recorded: readonly string[]
  /** The history table, quoted and qualified. */
  readonly table: string
}

/** Returns what is wrong between code and history: a recorded migration that no longer exists. */
export function checkRecorded({ names, recorded, table }: CheckHistoryInput): OmniError[] {
  return recorded
    .filter((name) => !names.includes(name))
    .map((name) => new MigrationRecordedMissingError(name, table))
}

/** Returns what is wrong between code and history: a pending migration that sorts before an applied one. */
export function checkOrder({ names, recorded }: CheckHistoryInput): OmniError[] {
  const last = [...recorded].sort(compareNames).at(-1)
  if (last === undefined) return []
  return names
    .filter((name) => !recorded.includes(name) && compareNames(name, last) < 0)
    .map((name) => new MigrationOutOfOrderError(name, last))
}
