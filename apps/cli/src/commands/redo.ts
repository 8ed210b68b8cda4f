import { Command } from 'commander'
import type { CommandContext } from '../context.ts'
import { renderRun } from '../render/run.ts'
import { withConfirmation } from '../with-confirmation.ts'
import type { RunCommand } from './command-runner.ts'
import { lockTimeoutOption, type RunFlags } from './run-flags.ts'
import type { RunReport } from './up.ts'

/** Reverts the newest migration and applies it again; data is removed only with leave. */
export async function runRedo(context: CommandContext, flags: RunFlags = {}): Promise<RunReport> {
  const result = await withConfirmation(context, flags, (migrator) => migrator.redo())
  return { url: context.url, ...result }
}

/** `redo` */
export function redoCommand(run: RunCommand): Command {
  return new Command('redo')
    .description('revert the newest migration and apply it again')
    .addOption(lockTimeoutOption())
    .action((flags: RunFlags, command: Command) =>
      run(command, (context) => runRedo(context, flags), { render: renderRun }),
    )
}
