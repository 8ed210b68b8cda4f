import { expectedEnums } from '../graph/expected-enums.ts'
import { resolveTarget } from '../graph/resolve-target.ts'
import type { Migration } from '../migration.ts'
import type { ResolvedOptions } from '../resolve-options.ts'
import { assertGraph, assertMigratable } from './assert-migratable.ts'
import { assertExpectedEnums } from './check-expected-enums.ts'
import { assertNewest } from './check-newest.ts'
import { planUp } from './plan-run.ts'
import type { RunResult } from './results.ts'
import type { Action } from './run-context.ts'
import { runSteps, withFinalSnapshot, withRunLock } from './with-run-lock.ts'
import { type Snapshot, withSnapshot } from './with-snapshot.ts'

/** Validates what is applied, applies what is pending, validates again, the tables of the newest migration too. */
export async function runUp(options: ResolvedOptions, target?: string): Promise<RunResult> {
  const start = performance.now()
  const { migrations, logger } = options
  assertGraph(migrations)
  const names = migrations.map(({ name }) => name)
  const resolved = target === undefined ? null : resolveTarget(target, names)

  const plan = (snapshot: Snapshot): Migration[] => {
    assertMigratable(snapshot, names, 'up')
    const planned = planUp(names, snapshot.recorded, resolved)
    return migrations.filter(({ name }) => planned.includes(name))
  }
  const expectedAfter = (snapshot: Snapshot, applied: readonly Migration[]) =>
    expectedEnums(
      migrations.filter(
        (migration) => snapshot.recorded.includes(migration.name) || applied.includes(migration),
      ),
      snapshot.schema,
    )

  // Without the lock: most runs find nothing to do, and must not wait for one that does.
  const looked = await withSnapshot(options, {}, async (snapshot) => {
    const { facts, schema, recorded, queryable } = snapshot
    if (plan(snapshot).length > 0) return { facts, schema, result: null }
    const expected = expectedAfter(snapshot, [])
    await assertExpectedEnums(queryable, expected, logger)
    // The second time belongs to the promise of a run, also of one that changes nothing: before, and after.
    const enums = await assertExpectedEnums(queryable, expected, logger)
    await assertNewest(options, snapshot)
    logger.info(`nothing to apply; ${recorded.length} migration(s) applied, ${enums.length} enum(s) match`)
    const result: RunResult = {
      direction: 'up',
      schema,
      applied: [],
      alreadyApplied: recorded,
      enums,
      durationMs: performance.now() - start,
      lockWaitMs: 0,
    }
    return { facts, schema, result }
  })
  if (looked.result !== null) return looked.result

  return withRunLock(options, looked, async (run) => {
    const before = await withSnapshot(options, { connection: 'second' }, async (snapshot) => {
      const pending = plan(snapshot)
      await assertExpectedEnums(snapshot.queryable, expectedAfter(snapshot, []), logger)
      return { recorded: snapshot.recorded, pending, expected: expectedAfter(snapshot, pending) }
    })
    await runSteps(
      run,
      before.pending.map((migration): Action => ({ migration, direction: 'up' })),
    )
    const enums = await withFinalSnapshot(run, async (snapshot) => {
      const found = await assertExpectedEnums(snapshot.queryable, before.expected, logger)
      await assertNewest(options, snapshot)
      return found
    })
    return {
      direction: 'up',
      schema: run.schema,
      applied: run.done,
      alreadyApplied: before.recorded,
      enums,
      durationMs: performance.now() - start,
      lockWaitMs: run.lock.waitedMs,
    }
  })
}
