import type { Status } from '@omni/migrator'
import { Command } from 'commander'
import type { CommandContext } from '../context.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { openMigrator } from '../open-migrator.ts'
import { renderStatus } from '../render/status.ts'
import type { RunCommand } from './command-runner.ts'

/** Where a database stands, and which one. */
export interface StatusReport extends Status {
  readonly url: string
}

/** Reads where the database stands; changes nothing. */
export async function runStatus(context: CommandContext): Promise<StatusReport> {
  return { url: context.url, ...(await (await openMigrator(context)).status()) }
}

/** Returns what `--exit-code` makes of a status: the gravest thing first. */
export function exitCodeOfStatus({ migrations, enums, pending }: Status): ExitCode {
  if (migrations.some(({ state }) => state === 'missing')) return exitCodes.history
  if (enums.some(({ status }) => status !== 'matches')) return exitCodes.validation
  return pending.length > 0 ? exitCodes.pending : exitCodes.done
}

/** `status` */
export function statusCommand(run: RunCommand): Command {
  return new Command('status')
    .description('show which migrations are applied and whether the enums match; changes nothing')
    .option(
      '--exit-code',
      'exit with 3 when migrations are pending, 4 when one is missing, 6 when an enum differs',
    )
    .action((flags: { exitCode?: boolean }, command: Command) =>
      run(command, runStatus, {
        render: renderStatus,
        exitCode: (status) => (flags.exitCode ? exitCodeOfStatus(status) : exitCodes.done),
      }),
    )
}
