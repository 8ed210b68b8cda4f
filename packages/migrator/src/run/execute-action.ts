import { fromKysely } from '@omni/pg-enum-guard/kysely'
import { runEngine } from '../engine/run-engine.ts'
import { HistoryChangedError } from '../errors/history-changed-error.ts'
import { MigrationDownMissingError } from '../errors/migration-down-missing-error.ts'
import { expectedEnums } from '../graph/expected-enums.ts'
import type { MigrationContext } from '../migration.ts'
import type { AnyKysely } from '../session/any-kysely.ts'
import { assertExpectedEnums } from './check-expected-enums.ts'
import type { AppliedStep } from './results.ts'
import { type Action, doneNames, type RunContext } from './run-context.ts'

/** Where a step is: an error of the engine is not the migration's. */
export interface StepPhase {
  current: 'history' | 'migration'
}

/**
 * Applies or reverts one migration on a connection that is ready for it, history row included. What it declares
 * is checked before it is recorded, so that a migration which does not do what it says leaves nothing behind.
 */
export async function executeAction(
  run: RunContext,
  db: AnyKysely,
  { migration, direction }: Action,
  phase: StepPhase,
): Promise<AppliedStep> {
  const { options, schema } = run
  const { allowDestructive, logger } = options
  const start = performance.now()
  const plain = db.withoutPlugins()
  const queryable = fromKysely(plain)
  const context: MigrationContext = { schema, allowDestructive, logger, queryable }

  const name = await runEngine({
    db: plain,
    queryable,
    schema,
    tables: options.tables,
    names: options.migrations.map(({ name }) => name),
    direction,
    async execute(chosen) {
      if (chosen !== migration.name) throw new HistoryChangedError(migration.name, chosen, doneNames(run))
      phase.current = 'migration'
      if (direction === 'up') {
        await migration.up(db, context)
        await assertExpectedEnums(queryable, expectedEnums([migration], schema), logger)
      } else {
        if (!migration.down) throw new MigrationDownMissingError([migration.name], [migration.name])
        await migration.down(db, context)
      }
      phase.current = 'history'
    },
  })
  if (name === null) throw new HistoryChangedError(migration.name, null, doneNames(run))
  return { name, direction, durationMs: performance.now() - start }
}
