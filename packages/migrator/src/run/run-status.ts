import { compareNames } from '../graph/compare-names.ts'
import { expectedEnums } from '../graph/expected-enums.ts'
import type { ResolvedOptions } from '../resolve-options.ts'
import { assertGraph } from './assert-migratable.ts'
import { checkExpectedEnums } from './check-expected-enums.ts'
import type { MigrationStatus, ServerStatus, Status } from './results.ts'
import { type Snapshot, withSnapshot } from './with-snapshot.ts'

/** Returns where a database stands. Reads only. */
export async function runStatus(options: ResolvedOptions): Promise<Status> {
  assertGraph(options.migrations)
  return withSnapshot(options, {}, async (snapshot) => {
    const { schema, history, recorded, queryable } = snapshot
    const applied = options.migrations.filter(({ name }) => recorded.includes(name))
    const migrations = migrationsOf(options, snapshot)
    return {
      schema,
      server: serverOf(snapshot),
      migrations,
      pending: migrations.filter(({ state }) => state === 'pending').map(({ name }) => name),
      enums: await checkExpectedEnums(queryable, expectedEnums(applied, schema), options.logger),
      history: history === null ? 'absent' : 'present',
    }
  })
}

function migrationsOf({ migrations }: ResolvedOptions, { history, recorded }: Snapshot): MigrationStatus[] {
  const appliedAt = new Map((history ?? []).map((entry) => [entry.name, entry.appliedAt]))
  const known = migrations.map(
    ({ name, transaction = true, dependsOn = [] }): MigrationStatus => ({
      name,
      state: appliedAt.has(name) ? 'applied' : 'pending',
      appliedAt: appliedAt.get(name) ?? null,
      transaction,
      dependsOn,
    }),
  )
  const missing = recorded
    .filter((name) => !migrations.some((migration) => migration.name === name))
    .map(
      (name): MigrationStatus => ({
        name,
        state: 'missing',
        appliedAt: appliedAt.get(name) ?? null,
        transaction: true,
        dependsOn: [],
      }),
    )
  return [...known, ...missing].sort((a, b) => compareNames(a.name, b.name))
}

function serverOf({ facts }: Snapshot): ServerStatus {
  const { version, versionNumber, database, user, inRecovery, defaultReadOnly } = facts
  return {
    version,
    major: Math.floor(versionNumber / 10_000),
    database,
    user,
    readOnly: inRecovery || defaultReadOnly === 'on',
  }
}
