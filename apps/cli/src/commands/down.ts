import { Command } from 'commander'
import type { CommandContext } from '../context.ts'
import { renderRun } from '../render/run.ts'
import { withConfirmation } from '../with-confirmation.ts'
import type { RunCommand } from './command-runner.ts'
import { lockTimeoutOption, type RunFlags } from './run-flags.ts'
import type { RunReport } from './up.ts'

export interface DownOptions extends RunFlags {
  /** Everything after this migration is reverted; only the newest by default. */
  readonly target?: string | undefined
}

/** Reverts migrations; data is removed only with leave. */
export async function runDown(
  context: CommandContext,
  { target, ...flags }: DownOptions = {},
): Promise<RunReport> {
  const result = await withConfirmation(context, flags, (migrator) => migrator.down(target))
  return { url: context.url, ...result }
}

/** `down [target]` */
export function downCommand(run: RunCommand): Command {
  return new Command('down')
    .description('revert the newest migration, or everything after the target')
    .argument('[target]', 'the migration to stop at, which stays applied: its name or its number (003)')
    .addOption(lockTimeoutOption())
    .action((target: string | undefined, flags: RunFlags, command: Command) =>
      run(command, (context) => runDown(context, { target, ...flags }), { render: renderRun }),
    )
}
