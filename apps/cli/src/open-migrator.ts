import type { Migrator } from '@omni/migrator'
import { connect } from './connection/connect.ts'
import type { CommandContext } from './context.ts'

export interface MigratorFlags {
  readonly allowDestructive?: boolean
  readonly lockTimeout?: number | undefined
}

/**
 * Returns the migrator of OmniNode's migrations on the context's connection.
 *
 * @throws CANNOT_CONNECT
 */
export async function openMigrator(
  { pool, schema, logger, signal }: CommandContext,
  flags: MigratorFlags = {},
): Promise<Migrator> {
  // The handshake with the server takes about as long as loading the code: each in the shadow of the other.
  const [client, { createMigrator }, { definitions, migrations }] = await Promise.all([
    connect(pool, signal),
    import('@omni/migrator'),
    import('@omni/migrations'),
  ])
  client.release()
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
