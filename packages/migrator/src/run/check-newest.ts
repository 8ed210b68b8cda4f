import type { OmniError } from '@omni/pg-enum-guard'
import type { ResolvedOptions } from '../resolve-options.ts'
import type { Snapshot } from './with-snapshot.ts'

/**
 * Returns what the newest applied migration finds wrong with what it left behind. Only that one is asked: an older
 * migration's idea of its tables may be out of date.
 */
export async function checkNewest(
  { migrations, allowDestructive, logger }: ResolvedOptions,
  { schema, transaction, queryable, recorded }: Snapshot,
): Promise<readonly OmniError[]> {
  const newest = migrations.filter(({ name }) => recorded.includes(name)).at(-1)
  return (await newest?.check?.(transaction, { schema, allowDestructive, logger, queryable })) ?? []
}

/**
 * Throws the first problem that {@link checkNewest} finds, and logs the others.
 *
 * @throws what the migration's `check` returned
 */
export async function assertNewest(options: ResolvedOptions, snapshot: Snapshot): Promise<void> {
  const [problem, ...others] = await checkNewest(options, snapshot)
  for (const { code, message } of others) options.logger.error(`${code}: ${message}`)
  if (problem !== undefined) throw problem
}
