import { expectedEnums } from '../graph/expected-enums.ts'
import { resolveTarget } from '../graph/resolve-target.ts'
import type { ResolvedOptions } from '../resolve-options.ts'
import { assertGraph, assertMigratable } from './assert-migratable.ts'
import { checkExpectedEnums } from './check-expected-enums.ts'
import { planDown } from './plan-run.ts'
import type { RunResult } from './results.ts'
import type { Action, RunContext } from './run-context.ts'
import { runSteps, withFinalSnapshot, withRunLock } from './with-run-lock.ts'
import { type Snapshot, withSnapshot } from './with-snapshot.ts'

/** Reverts the last applied migration, or everything after the target. */
export async function runDown(options: ResolvedOptions, target?: string): Promise<RunResult> {
  const start = performance.now()
  const { migrations, logger } = options
  assertGraph(migrations)
  const names = migrations.map(({ name }) => name)
  const resolved = target === undefined ? null : resolveTarget(target, names)

  const plan = (snapshot: Snapshot): Action[] => {
    assertMigratable(snapshot, names, 'down')
    const { recorded, table } = snapshot
    return planDown({ migrations, recorded, target: resolved, table }).flatMap((name) =>
      migrations
        .filter((migration) => migration.name === name)
        .map((migration): Action => ({ migration, direction: 'down' })),
    )
  }
  const enumsOf = (snapshot: Snapshot) => {
    const applied = migrations.filter(({ name }) => snapshot.recorded.includes(name))
    return checkExpectedEnums(snapshot.queryable, expectedEnums(applied, snapshot.schema), logger)
  }
  const resultOf = async (
    snapshot: Snapshot,
    before: readonly string[],
    run: RunContext | null,
  ): Promise<RunResult> => ({
    direction: 'down',
    schema: snapshot.schema,
    applied: run?.done ?? [],
    alreadyApplied: before,
    enums: await enumsOf(snapshot),
    durationMs: performance.now() - start,
    lockWaitMs: run?.lock.waitedMs ?? 0,
  })

  const looked = await withSnapshot(options, {}, async (snapshot) => {
    const { facts, schema, recorded } = snapshot
    const result = plan(snapshot).length > 0 ? null : await resultOf(snapshot, recorded, null)
    return { facts, schema, result }
  })
  if (looked.result !== null) {
    logger.info('nothing to revert')
    return looked.result
  }

  return withRunLock(options, looked, async (run) => {
    const before = await withSnapshot(options, { connection: 'second' }, async (snapshot) => ({
      recorded: snapshot.recorded,
      actions: plan(snapshot),
    }))
    await runSteps(run, before.actions)
    return withFinalSnapshot(run, (snapshot) => resultOf(snapshot, before.recorded, run))
  })
}
