import { expectedEnums } from '../graph/expected-enums.ts'
import type { Migration } from '../migration.ts'
import type { ResolvedOptions } from '../resolve-options.ts'
import { assertGraph, assertMigratable } from './assert-migratable.ts'
import { assertExpectedEnums } from './check-expected-enums.ts'
import { planDown } from './plan-run.ts'
import type { RunResult } from './results.ts'
import { runSteps, withFinalSnapshot, withRunLock } from './with-run-lock.ts'
import { type Snapshot, withSnapshot } from './with-snapshot.ts'

/** Reverts the last applied migration and applies it again, both in one transaction where it allows that. */
export async function runRedo(options: ResolvedOptions): Promise<RunResult> {
  const start = performance.now()
  const { migrations, logger } = options
  assertGraph(migrations)
  const names = migrations.map(({ name }) => name)

  const plan = (snapshot: Snapshot): Migration[] => {
    assertMigratable(snapshot, names, 'up')
    const planned = planDown({ migrations, recorded: snapshot.recorded, target: null, table: snapshot.table })
    return migrations.filter(({ name }) => planned.includes(name))
  }
  const assertEnums = ({ recorded, schema, queryable }: Snapshot) =>
    assertExpectedEnums(
      queryable,
      expectedEnums(
        migrations.filter(({ name }) => recorded.includes(name)),
        schema,
      ),
      logger,
    )

  const looked = await withSnapshot(options, {}, async (snapshot) => {
    const { facts, schema, recorded } = snapshot
    const nothing = plan(snapshot).length === 0
    return { facts, schema, recorded, enums: nothing ? await assertEnums(snapshot) : null }
  })
  const { schema } = looked
  if (looked.enums !== null) {
    logger.info('nothing to redo')
    const { recorded: alreadyApplied, enums } = looked
    const durationMs = performance.now() - start
    return { direction: 'redo', schema, applied: [], alreadyApplied, enums, durationMs, lockWaitMs: 0 }
  }

  return withRunLock(options, looked, async (run) => {
    const before = await withSnapshot(options, { connection: 'second' }, async (snapshot) => ({
      recorded: snapshot.recorded,
      planned: plan(snapshot),
    }))
    const actions = before.planned.flatMap((migration) => [
      { migration, direction: 'down' as const },
      { migration, direction: 'up' as const },
    ])
    await runSteps(run, actions, { together: true })
    const enums = await withFinalSnapshot(run, assertEnums)
    return {
      direction: 'redo',
      schema,
      applied: run.done,
      alreadyApplied: before.recorded,
      enums,
      durationMs: performance.now() - start,
      lockWaitMs: run.lock.waitedMs,
    }
  })
}
