import { count, describeError } from '@omni/cli'
import { checkTable, nodeRegistrations004, nodeRegistrationsTable004, tableProblemOf } from '@omni/migrations'
import type { Migration, Status } from '@omni/migrator'
import {
  checkEnums,
  type EnumDefinition,
  problemOf,
  type Queryable,
  qualifiedName,
} from '@omni/pg-enum-guard'
import type { NextStep, Problem } from '../report.ts'
import { type CommandWords, failed, passed, type Step } from '../step.ts'
import { openMigrator } from '../target/open-migrator.ts'
import { withTarget } from '../target/with-target.ts'

/** `state` */
export const stateStep: Step = {
  id: 'state',
  title: 'history, enums, table and indexes are as the code says',
  needs: ['graph', 'connect'],
  run(context) {
    return withTarget(context, async (connection) => {
      const migrator = openMigrator(connection, context.migrations, context)
      const status = await migrator.status()
      const { problems: found } = await migrator.check()
      const problems = [...found, ...(await checkAhead(connection.pool, context.migrations, status))]
      const { pending, migrations, enums, schema, history } = status
      const more = {
        details: detailsOf(status),
        facts: { schema, history, migrations, pending, enums },
        next: nextOf(pending, problems, context.words),
      }
      if (problems.length > 0)
        return failed(`${count(problems.length, 'difference')} from the code`, problems, more)
      if (pending.length > 0) return passed(`${pending.join(', ')} pending, nothing in the way`, more)
      const at = migrations.at(-1)?.name ?? 'no migration'
      return passed(`at ${at}, as the code says`, more)
    })
  },
}

/**
 * Returns what the pending migrations would trip over: `up` accepts what is there already only where it is equal. An
 * enum that an applied migration made is not looked at, because a pending one is to change it.
 */
async function checkAhead(
  db: Queryable,
  migrations: readonly Migration[],
  { pending, schema }: Status,
): Promise<Problem[]> {
  const applied = migrations.filter(({ name }) => !pending.includes(name))
  const known = new Set(
    applied.flatMap(({ enums = [] }) => enums.map((definition) => keyOf(definition, schema))),
  )
  const ahead: EnumDefinition[] = []
  for (const { enums = [] } of migrations.filter(({ name }) => pending.includes(name))) {
    for (const definition of enums) {
      const key = keyOf(definition, schema)
      if (!known.has(key)) ahead.push({ ...definition, schema: definition.schema ?? schema })
      known.add(key)
    }
  }
  const problems: Problem[] = []
  for (const check of ahead.length === 0 ? [] : await checkEnums(db, ahead)) {
    const problem = check.status === 'absent' ? null : await problemOf(db, check)
    if (problem !== null) problems.push(describeError(problem))
  }
  if (pending.includes(nodeRegistrations004.name)) {
    const check = await checkTable(db, schema, nodeRegistrationsTable004)
    const problem = await tableProblemOf(db, nodeRegistrationsTable004, check, { absent: 'allowed' })
    if (problem !== null) problems.push(describeError(problem))
  }
  return problems
}

function keyOf({ schema, name }: EnumDefinition, fallback: string): string {
  return qualifiedName(schema ?? fallback, name)
}

function detailsOf({ migrations, enums, history, schema }: Status): string[] {
  return [
    `schema ${schema}, history ${history}`,
    ...migrations.map(
      ({ name, state, appliedAt }) => `${name}: ${state}${appliedAt === null ? '' : ` ${appliedAt}`}`,
    ),
    ...enums.map((check) => `enum ${check.schema ?? schema}.${check.name}: ${check.status}`),
  ]
}

function nextOf(
  pending: readonly string[],
  problems: readonly Problem[],
  { cli, target }: CommandWords,
): NextStep[] {
  if (problems.length > 0) return [{ why: 'after the repair', command: `${cli} check${target}` }]
  if (pending.length === 0) return []
  return [{ why: `apply ${count(pending.length, 'pending migration')}`, command: `${cli} up${target}` }]
}
