import type { Migrator } from '@omni/migrator'
import type { CommandContext } from './context.ts'

export interface MigratorFlags {
  readonly allowDestructive?: boolean
  readonly lockTimeout?: number | undefined
}

/** Returns the migrator of OmniNode's migrations on the context's connection. */
export async function openMigrator(
  { pool, schema, logger, signal }: CommandContext,
  flags: MigratorFlags = {},
): Promise<Migrator> {
  const [{ createMigrator }, { definitions, migrations }] = await Promise.all([
    import('@omni/migrator'),
    import('@omni/migrations'),
  ])
  return createMigrator({
    db: pool,
    migrations,
    definitions,
    logger,
    signal,
    allowDestructive: flags.allowDestructive ?? false,
    ...(schema !== undefined && { schema }),
    ...(flags.lockTimeout !== undefined && { lockTimeout: flags.lockTimeout }),
  })
}
