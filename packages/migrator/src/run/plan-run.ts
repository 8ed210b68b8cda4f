import { HistoryInvalidError } from '../errors/history-invalid-error.ts'
import { MigrationDownMissingError } from '../errors/migration-down-missing-error.ts'
import { compareNames } from '../graph/compare-names.ts'
import type { Target } from '../graph/resolve-target.ts'
import type { Migration } from '../migration.ts'

/** Returns the migrations to apply, in order. */
export function planUp(
  names: readonly string[],
  recorded: readonly string[],
  target: Target | null,
): string[] {
  const pending = names.filter((name) => !recorded.includes(name))
  if (target === null) return pending
  const { after } = target
  return after === null ? [] : pending.filter((name) => compareNames(name, after) <= 0)
}

export interface PlanDownInput {
  readonly migrations: readonly Migration[]
  /** In the order applied. */
  readonly recorded: readonly string[]
  /** Null for one step. */
  readonly target: Target | null
  /** The history table, quoted and qualified. */
  readonly table: string
}

/**
 * Returns the migrations to revert, the last applied first.
 *
 * @throws MIGRATION_DOWN_MISSING; HISTORY_INVALID where they were applied in another order than that of their names
 */
export function planDown({ migrations, recorded, target, table }: PlanDownInput): string[] {
  const count =
    target === null ? Math.min(1, recorded.length) : recorded.filter((name) => isAfter(name, target)).length
  const planned = [...recorded].reverse().slice(0, count)
  const stays = target === null ? undefined : planned.find((name) => !isAfter(name, target))
  if (stays !== undefined) {
    throw new HistoryInvalidError(
      table,
      `"${stays}" was applied after migrations that sort after it, so it would have to be reverted first`,
      `Revert step by step (down without a target), or put its "timestamp" in ${table} where its name belongs.`,
    )
  }
  const irreversible = planned.filter(
    (name) => !migrations.find((migration) => migration.name === name)?.down,
  )
  if (irreversible.length > 0) throw new MigrationDownMissingError(irreversible, planned)
  return planned
}

function isAfter(name: string, { after }: Target): boolean {
  return after === null || compareNames(name, after) > 0
}
