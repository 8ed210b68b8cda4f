import type { EnumDependent } from '@omni/pg-enum-guard'
import { Command } from 'commander'
import type { PoolClient } from 'pg'
import { CliError } from '../cli-error.ts'
import { withClient } from '../connection/connect.ts'
import type { CommandContext } from '../context.ts'
import { type EnumEntry, readEnums } from '../read-enums.ts'
import { renderEnumShow } from '../render/enum-show.ts'
import type { RunCommand } from './command-runner.ts'

/** One enum in full, with what depends on it. */
export interface EnumReport extends EnumEntry {
  readonly url: string
  readonly dependents: readonly EnumDependent[]
}

/**
 * Reads one enum of the code or of the schema; changes nothing.
 *
 * @throws ENUM_UNKNOWN: neither the code nor the schema has it; the error lists those that exist.
 */
export async function runEnumShow(context: CommandContext, name: string): Promise<EnumReport> {
  const { checkEnumDependencies } = await import('@omni/pg-enum-guard')
  return withClient(context, async (client) => {
    const entry = await findEntry(client, context, name)
    const ref = { name: entry.name, ...(entry.schema !== null && { schema: entry.schema }) }
    const dependents = entry.labels === null ? [] : await checkEnumDependencies(client, ref)
    return { url: context.url, ...entry, dependents }
  })
}

// A name may hold dots itself, so `schema.name` is tried second.
async function findEntry(client: PoolClient, { schema }: CommandContext, wanted: string): Promise<EnumEntry> {
  const entries = await readEnums(client, schema)
  const found = entries.find(({ name }) => name === wanted)
  if (found !== undefined) return found
  const [, otherSchema, otherName] = /^([^.]+)\.(.+)$/s.exec(wanted) ?? []
  if (otherSchema !== undefined) {
    const elsewhere = await readEnums(client, otherSchema)
    const entry = elsewhere.find(({ name }) => name === otherName)
    if (entry !== undefined) return entry
  }
  const known = entries.map(({ name }) => name)
  const hint =
    known.length === 0 ? 'The schema has no enums; name another with --schema.' : `Known: ${known.join(', ')}`
  throw new CliError(
    'ENUM_UNKNOWN',
    `There is no enum '${wanted}', neither in the code nor in the schema.`,
    hint,
    {
      name: wanted,
      known,
    },
  )
}

/** `enum show NAME` */
export function enumShowCommand(run: RunCommand): Command {
  return new Command('show')
    .description(
      'show the labels of an enum in order, where it differs from the code, and what depends on it',
    )
    .argument('<name>', 'its name, or schema.name')
    .action((name: string, _flags: object, command: Command) =>
      run(command, (context) => runEnumShow(context, name), { render: renderEnumShow }),
    )
}
