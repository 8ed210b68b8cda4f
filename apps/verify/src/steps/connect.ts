import { describeError } from '@omni/cli'
import { quoteIdentifier } from '@omni/pg-enum-guard'
import { fetchRights, type Rights } from '../catalog/fetch-rights.ts'
import type { Problem } from '../report.ts'
import { failed, passed, type Step } from '../step.ts'
import { openMigrator } from '../target/open-migrator.ts'
import { withTarget } from '../target/with-target.ts'
import { VerifyError } from '../verify-error.ts'

/** `connect` */
export const connectStep: Step = {
  id: 'connect',
  title: 'the server answers, and the role may do what migrations do',
  run(context) {
    return withTarget(context, async (connection) => {
      context.say(connection.url)
      // Without migrations: what is wrong with those is for other steps to say.
      const { server, schema, history, migrations } = await openMigrator(connection, [], {
        ...context,
        definitions: [],
      }).status()
      const rights = await fetchRights(connection.pool, schema)
      const recorded = migrations.map(({ name }) => name)
      const pending = context.migrations.map(({ name }) => name).filter((name) => !recorded.includes(name))

      const lacks = [...(server.readOnly ? ['the server is read-only'] : []), ...lacksOf(rights, schema)]
      const facts = { url: connection.url, server, schema, history, rights, pending }
      const details = [
        `${connection.url}, schema ${schema}`,
        `PostgreSQL ${server.version}${server.readOnly ? ', read-only' : ''}`,
        history === 'present' ? `history read: ${recorded.length} recorded` : 'no history yet',
        ...describeRights(rights),
      ]
      const summary = `PostgreSQL ${server.version}, ${server.database} as ${server.user}`
      if (lacks.length === 0) return passed(summary, { facts, details })
      if (pending.length === 0) {
        return passed(`${summary}; ${lacks.join(', ')}, but nothing is pending`, { facts, details })
      }
      return failed(`${lacks.join(', ')}, and migrations are pending`, [problemOf(lacks, pending, facts)], {
        facts,
        details,
      })
    })
  },
}

function lacksOf({ useSchema, createInSchema, writeHistory }: Rights, schema: string): string[] {
  return [
    ...(useSchema ? [] : [`no USAGE on schema ${quoteIdentifier(schema)}`]),
    ...(createInSchema ? [] : [`no CREATE on schema ${quoteIdentifier(schema)}`]),
    ...(writeHistory === false
      ? [`no INSERT and DELETE on ${quoteIdentifier(schema)}.kysely_migration`]
      : []),
  ]
}

function describeRights({ createInSchema, createDatabase, writeHistory }: Rights): string[] {
  const may = (right: boolean) => (right ? 'may' : 'may not')
  return [
    `role ${may(createInSchema)} create in the schema, and ${may(createDatabase)} create databases`,
    ...(writeHistory === null ? [] : [`role ${may(writeHistory)} write the history`]),
  ]
}

function problemOf(
  lacks: readonly string[],
  pending: readonly string[],
  { schema, server, rights }: { schema: string; server: { readOnly: boolean }; rights: Rights },
): Problem {
  const role = quoteIdentifier(rights.role)
  const grants = [
    ...(rights.useSchema && rights.createInSchema
      ? []
      : [`GRANT USAGE, CREATE ON SCHEMA ${quoteIdentifier(schema)} TO ${role};`]),
    ...(rights.writeHistory === false
      ? [`GRANT SELECT, INSERT, DELETE ON ${quoteIdentifier(schema)}.kysely_migration TO ${role};`]
      : []),
  ]
  const hint = server.readOnly
    ? 'Name the primary server, or a role without default_transaction_read_only.'
    : `As the owner: ${grants.join(' ')}`
  const message = `The next up would fail: ${lacks.join(', ')}; pending: ${pending.join(', ')}.`
  return describeError(new VerifyError('CREATE_DENIED', message, hint, { lacks, pending, role: rights.role }))
}
