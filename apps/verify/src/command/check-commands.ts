import { availableParallelism } from 'node:os'
import type { StepContext, StepOutcome, StepRun } from '../step.ts'
import { failed } from '../step.ts'
import { problemOfCommand, tailOf } from './problem-of-command.ts'
import { type Command, type CommandResult, runCommand } from './run-command.ts'
import { runInParallel } from './run-in-parallel.ts'

/** Why steps that use the repository's tools are skipped in an installed package. */
export const NOT_IN_REPOSITORY = 'not in the repository'

/** Runs commands, as many at once as the machine has processors, and shows the lines that they print. */
export function runCommands(
  commands: readonly Command[],
  { env, signal, say }: Pick<StepContext & StepRun, 'env' | 'signal' | 'say'>,
  most: number = availableParallelism(),
): Promise<CommandResult[]> {
  let done = 0
  return runInParallel(commands, most, async (command) => {
    const head = () => (commands.length > 1 ? `${done} of ${commands.length} done, ${command.label} ` : '')
    say(`${head()}…`)
    const result = await runCommand(command, { env, signal, say: (line) => say(`${head()}${line}`) })
    done += 1
    return result
  })
}

/** Returns the failure that these results amount to, or null where every command ended with 0. */
export function failureOf(
  results: readonly CommandResult[],
  summary: (failures: readonly CommandResult[]) => string,
): StepOutcome | null {
  const failures = results.filter(({ exitCode }) => exitCode !== 0)
  if (failures.length === 0) return null
  return failed(summary(failures), failures.map(problemOfCommand), {
    output: tailOf(failures),
    facts: factsOf(results),
  })
}

/** Returns the results as data. */
export function factsOf(results: readonly CommandResult[]): object {
  return { commands: results.map(({ command, exitCode }) => ({ label: command.label, exitCode })) }
}
