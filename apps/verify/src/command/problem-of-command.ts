import { describeError } from '@omni/cli'
import type { Problem } from '../report.ts'
import { failed, type StepOutcome } from '../step.ts'
import { VerifyError } from '../verify-error.ts'
import type { CommandResult } from './run-command.ts'

const TAIL_LINES = 80

/** Returns the problem that a command which did not end with 0 is. */
export function problemOfCommand({ command, exitCode }: CommandResult): Problem {
  const how = exitCode === null ? 'was killed' : `ended with exit code ${exitCode}`
  return describeError(
    new VerifyError(
      'COMMAND_FAILED',
      `${command.label}: the command ${how}.`,
      `Run it alone: ${command.typed}`,
      {
        label: command.label,
        command: command.typed,
        exitCode,
      },
    ),
  )
}

/** Returns the end of what each of these commands printed. */
export function tailOf(results: readonly CommandResult[]): string {
  const share = Math.max(10, Math.floor(TAIL_LINES / Math.max(1, results.length)))
  return results
    .map(({ command, output }) => {
      const lines = output.trim().split('\n')
      const cut = lines.length > share ? [`… (${lines.length - share} lines before)`] : []
      return [`$ ${command.typed}`, ...cut, ...lines.slice(-share)].join('\n')
    })
    .join('\n\n')
}

/** Returns the failure of a step that found nothing to check: it cannot have passed. */
export function nothingToCheck(what: string): StepOutcome {
  const hint = 'Run it in a complete checkout of the repository, after pnpm install.'
  return failed(what, [
    describeError(new VerifyError('NOTHING_TO_CHECK', `Nothing was checked: ${what}.`, hint)),
  ])
}
