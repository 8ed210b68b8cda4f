import { ReadOnlyError } from '../errors/read-only-error.ts'
import { checkGraph } from '../graph/check-graph.ts'
import { checkOrder, checkRecorded } from '../graph/check-history.ts'
import type { Migration } from '../migration.ts'
import type { Snapshot } from './with-snapshot.ts'

/** Throws the first thing that is wrong with the list of migrations by itself. */
export function assertGraph(migrations: readonly Migration[]): void {
  const [problem] = checkGraph(migrations)
  if (problem) throw problem
}

/**
 * Throws unless the server can be written to and its history fits the code; nothing was changed then.
 *
 * @throws READ_ONLY, MIGRATION_RECORDED_MISSING, MIGRATION_OUT_OF_ORDER
 */
export function assertMigratable(
  { facts, recorded, table }: Snapshot,
  names: readonly string[],
  direction: 'up' | 'down',
): void {
  if (facts.inRecovery || facts.defaultReadOnly === 'on') throw new ReadOnlyError(facts.inRecovery)
  const input = { names, recorded, table }
  // Going down is the way out of a wrong order.
  const [problem] = [...checkRecorded(input), ...(direction === 'up' ? checkOrder(input) : [])]
  if (problem) throw problem
}
