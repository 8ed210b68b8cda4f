import type { CheckResult } from '@omni/migrator'
import { Command } from 'commander'
import type { CommandContext } from '../context.ts'
import { type ExitCode, exitCodeOf, exitCodes } from '../exit-codes.ts'
import { openMigrator } from '../open-migrator.ts'
import { renderCheck } from '../render/check.ts'
import type { RunCommand } from './command-runner.ts'

/** Whether a database is what the code expects, and which database. */
export interface CheckReport extends CheckResult {
  readonly url: string
}

/** Compares the database with the code: history, enums, tables, indexes; changes nothing. */
export async function runCheck(context: CommandContext): Promise<CheckReport> {
  return { url: context.url, ...(await (await openMigrator(context)).check()) }
}

/** Returns the exit code of the first problem, else that of pending migrations. */
export function exitCodeOfCheck({ problems, pending }: CheckResult): ExitCode {
  const [first] = problems
  if (first !== undefined) return exitCodeOf(first.code)
  return pending.length > 0 ? exitCodes.pending : exitCodes.done
}

/** `check` */
export function checkCommand(run: RunCommand): Command {
  return new Command('check')
    .description(
      'compare the database with the code, for CI: 0 equal, 3 pending, 4 history, 6 something differs',
    )
    .action((_flags: object, command: Command) =>
      run(command, runCheck, { render: renderCheck, exitCode: exitCodeOfCheck }),
    )
}
