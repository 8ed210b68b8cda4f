import type { Connection } from '@omni/cli'
import { createMigrator, type Migration, type Migrator } from '@omni/migrator'
import type { StepContext } from '../step.ts'

/** Returns the migrator of these migrations on a connection, in the schema that was asked for. */
export function openMigrator(
  { pool }: Pick<Connection, 'pool'>,
  migrations: readonly Migration[],
  { definitions, schema, logger, signal }: Pick<StepContext, 'definitions' | 'schema' | 'logger' | 'signal'>,
): Migrator {
  return createMigrator({ db: pool, migrations, definitions, schema, logger, signal })
}
