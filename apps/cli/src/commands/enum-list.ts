import { Command } from 'commander'
import { withClient } from '../connection/connect.ts'
import type { CommandContext } from '../context.ts'
import { type EnumEntry, readEnums } from '../read-enums.ts'
import { renderEnumList } from '../render/enum-list.ts'
import type { RunCommand } from './command-runner.ts'

export interface EnumListReport {
  readonly url: string
  readonly enums: readonly EnumEntry[]
}

/** Reads the enums of the code and those of the schema; changes nothing. */
export async function runEnumList(context: CommandContext): Promise<EnumListReport> {
  const enums = await withClient(context, (client) => readEnums(client, context.schema))
  return { url: context.url, enums }
}

/** `enum list` */
export function enumListCommand(run: RunCommand): Command {
  return new Command('list')
    .description('list the enums of the code and those of the schema, and whether they agree')
    .action((_flags: object, command: Command) => run(command, runEnumList, { render: renderEnumList }))
}
