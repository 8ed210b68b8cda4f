import { isOmniError } from '@omni/pg-enum-guard'
import { CommanderError } from 'commander'
import { CliError } from './cli-error.ts'
import { describeError, stacksOf } from './describe-error.ts'
import { type ExitCode, exitCodeOf } from './exit-codes.ts'
import type { GlobalFlags } from './global-flags.ts'
import type { Output } from './output.ts'
import { renderError } from './render/error.ts'
import { createStyle } from './render/style.ts'
import type { ProgramInput } from './run-commander.ts'
import { wantsColor } from './streams.ts'

export interface ReportOptions {
  readonly input: Pick<ProgramInput, 'env' | 'signal' | 'stderr'>
  readonly output: Output
  readonly flags: GlobalFlags
  /** What commander had to say. */
  readonly help: string
  readonly programName: string
}

/** Shows an error in the form that was asked for and returns its exit code. */
export function reportError(thrown: unknown, options: ReportOptions): ExitCode {
  const { input, output, flags, help } = options
  const error = translate(thrown, options)
  const description = describeError(error)
  if (flags.json) output.document({ error: description })
  else if (isHelp(thrown)) output.note(help.trimEnd())
  else output.note(renderError(description, createStyle(wantsColor(input.stderr, flags, input.env))))
  if (flags.verbose) output.note(`\n${stacksOf(error)}`)
  return exitCodeOf(description.code)
}

function translate(thrown: unknown, { input, programName }: ReportOptions): unknown {
  if (isHelp(thrown)) return new CliError('USAGE', 'A command is missing.', `See: ${programName} --help`)
  if (thrown instanceof CommanderError) {
    const message = thrown.message.replace(/^error: /, '')
    return new CliError('USAGE', message, `See: ${programName} --help`, { reason: thrown.code })
  }
  if (input.signal.aborted && !isOmniError(thrown)) {
    const hint = 'Run again: it goes on where this run stopped.'
    return new CliError('INTERRUPTED', 'Interrupted.', hint, {}, thrown)
  }
  return thrown
}

// What commander throws for `omni` and `omni enum`, which name no command.
function isHelp(thrown: unknown): boolean {
  return thrown instanceof CommanderError && thrown.code === 'commander.help'
}
