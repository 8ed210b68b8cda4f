import { addGlobalFlags, configureCommand, exitCodes, type GlobalFlags } from '@omni/cli'
import { Command, Option } from 'commander'
import { parseStepIds } from './select-steps.ts'
import { steps } from './steps.ts'

/** What was asked for on the command line. */
export interface VerifyFlags extends GlobalFlags {
  readonly only?: readonly string[]
  readonly skip?: readonly string[]
  readonly bail?: boolean
  readonly requireDb?: boolean
  readonly junit?: string
  readonly md?: string
}

/** Returns the program; what was asked for is handed to `run`, help to `write`. It throws where commander would exit. */
export function createProgram(
  name: string,
  run: (flags: VerifyFlags) => Promise<void>,
  write: (text: string) => void,
): Command {
  const known = steps.map(({ id }) => id)
  const list = (flag: string, description: string) =>
    new Option(`${flag} <ids>`, description).argParser((text: string) => parseStepIds(text, flag, known))
  const program = addGlobalFlags(new Command(name))
    .description(
      'Verifies the migrations, the database that they are for, and the way back; changes neither.',
    )
    .helpOption('-h, --help', 'print this help')
    .addOption(list('--only', 'run these steps only, such as types,lint'))
    .addOption(list('--skip', 'leave these steps out'))
    .option('--bail', 'stop after the first step that fails')
    .addOption(
      new Option(
        '--require-db',
        'fail where no database is named, or a step that needs one cannot run',
      ).conflicts('embedded'),
    )
    .option('--junit <file>', 'write the report as JUnit XML')
    .option('--md <file>', 'write the report as Markdown (GITHUB_STEP_SUMMARY gets it, too, where it is set)')
    .addHelpText('after', `\n${describeSteps()}\n\n${describeExitCodes()}`)
    .action((flags: VerifyFlags) => run(flags))
  configureCommand(program, write)
  return program
}

function describeSteps(): string {
  const width = Math.max(...steps.map(({ id }) => id.length))
  return ['Steps:', ...steps.map(({ id, title }) => `  ${id.padEnd(width)}  ${title}`)].join('\n')
}

/** What the exit code says; an interface that scripts build on. */
export const exitCodeMeanings: Readonly<Record<number, string>> = {
  [exitCodes.done]: 'nothing failed; what was skipped is named',
  [exitCodes.failed]: 'at least one step failed',
  [exitCodes.usage]:
    'usage or configuration: unknown option or step, no valid connection URL, a file that cannot be written',
  [exitCodes.interrupted]: 'interrupted; what was started is ended, and the scratch database is gone',
}

function describeExitCodes(): string {
  const lines = Object.entries(exitCodeMeanings).map(([code, meaning]) => `  ${code.padStart(3)}  ${meaning}`)
  return ['Exit codes:', ...lines].join('\n')
}
