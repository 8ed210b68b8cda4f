import { type Connection, count, describeError } from '@omni/cli'
import { quoteIdentifier } from '@omni/pg-enum-guard'
import { fetchInventory, type InventoryRow } from '../catalog/fetch-inventory.ts'
import { fetchRights } from '../catalog/fetch-rights.ts'
import { compareInventories, renderDifference } from '../inventory/compare-inventories.ts'
import type { Problem } from '../report.ts'
import {
  failed,
  passed,
  type Step,
  type StepContext,
  type StepOutcome,
  type StepRun,
  skipped,
} from '../step.ts'
import { openMigrator } from '../target/open-migrator.ts'
import { withScratchDatabase } from '../target/with-scratch-database.ts'
import { withTarget } from '../target/with-target.ts'
import { VerifyError } from '../verify-error.ts'

const HISTORY_TABLES = ['kysely_migration', 'kysely_migration_lock']

/** `rollback` */
export const rollbackStep: Step = {
  id: 'rollback',
  title: 'up, down and up on a scratch database leave what they should',
  needs: ['graph', 'connect'],
  run(context) {
    return withTarget(context, async (connection) => {
      const schema = context.schema ?? (await fetchCurrentSchema(connection))
      const { createDatabase, role } = await fetchRights(connection.pool, schema)
      if (!createDatabase) return withoutRight(context, role)
      return withScratchDatabase(context.target, connection, async (scratch) => {
        await scratch.pool.query(`create schema if not exists ${quoteIdentifier(schema)}`)
        return goUpAndDown(scratch, { ...context, schema })
      })
    })
  },
}

async function goUpAndDown(scratch: Connection, context: StepContext & StepRun): Promise<StepOutcome> {
  const { migrations, say } = context
  const migrator = openMigrator(scratch, migrations, context)
  const take = () => fetchInventory(scratch.pool, HISTORY_TABLES)

  const before = await take()
  say('up')
  await migrator.up()
  const first = await take()
  say('down')
  for (const _ of migrations) await migrator.down()
  const left = problemsOf('After down the database is not as it was before up', before, await take())
  const facts = { migrations: migrations.map(({ name }) => name), objects: first.length - before.length }
  // Up again would trip over it, and hide what it is.
  if (left.length > 0) return failed('down does not take back what up did', left, { facts })
  say('up again')
  await migrator.up()
  const { problems: found } = await migrator.check()
  const problems = [
    ...problemsOf('After the second up the database is not as it was after the first', first, await take()),
    ...found,
  ]
  if (problems.length > 0) return failed('the second up does not do what the first did', problems, { facts })
  return passed(`${count(facts.objects, 'object')} made, removed and made again`, { facts })
}

function problemsOf(
  what: string,
  before: readonly InventoryRow[],
  after: readonly InventoryRow[],
): Problem[] {
  const differences = compareInventories(before, after)
  if (differences.length === 0) return []
  const lines = differences.map((difference) => `  ${renderDifference(difference)}`)
  const hint = 'Correct the down (or the up) of the migration that these objects belong to.'
  const error = new VerifyError('INVENTORY_DIFFERS', [`${what}:`, ...lines].join('\n'), hint, { differences })
  return [describeError(error)]
}

async function fetchCurrentSchema({ pool }: Connection): Promise<string> {
  const { rows } = await pool.query<{ schema: string | null }>(
    'select pg_catalog.current_schema()::text as "schema"',
  )
  return rows[0]?.schema ?? 'public'
}

function withoutRight({ requireDb, words }: StepContext, role: string): StepOutcome {
  const message = `The role ${quoteIdentifier(role)} may not create databases, and this step never works in the target itself.`
  const grant = `ALTER ROLE ${quoteIdentifier(role)} CREATEDB;`
  const command = `DATABASE_URL=postgres://user:<password>@host:5432/database ${words.verify} --only rollback`
  const hint = `Grant it (${grant}), or name a server where the role may: ${command}`
  if (requireDb) throw new VerifyError('SCRATCH_DATABASE_DENIED', message, hint, { role })
  return skipped(`role ${quoteIdentifier(role)} may not create databases`, [
    {
      why: `try the way back on a server where the role may create databases (or grant it: ${grant})`,
      command,
    },
  ])
}
