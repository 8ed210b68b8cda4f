import type { RunResult } from '@omni/migrator'
import { Command } from 'commander'
import type { CommandContext } from '../context.ts'
import { openMigrator } from '../open-migrator.ts'
import { renderRun } from '../render/run.ts'
import type { RunCommand } from './command-runner.ts'
import { lockTimeoutOption, type RunFlags } from './run-flags.ts'

export interface UpOptions extends RunFlags {
  /** The last migration to apply, by name or number; all of them by default. */
  readonly target?: string | undefined
}

/** What a run did, and to which database. */
export interface RunReport extends RunResult {
  readonly url: string
}

/** Validates the enums of what is applied, applies what is pending, validates again. */
export async function runUp(
  context: CommandContext,
  { target, ...flags }: UpOptions = {},
): Promise<RunReport> {
  const migrator = await openMigrator(context, flags)
  return { url: context.url, ...(await migrator.up(target)) }
}

/** `up [target]` */
export function upCommand(run: RunCommand): Command {
  return new Command('up')
    .description('apply pending migrations, and validate the enums whether or not anything is pending')
    .argument('[target]', 'the last migration to apply: its name or its number (004)')
    .addOption(lockTimeoutOption())
    .action((target: string | undefined, flags: RunFlags, command: Command) =>
      run(command, (context) => runUp(context, { target, ...flags }), { render: renderRun }),
    )
}
