import { type Command, CommanderError } from 'commander'
import type { Environment } from './environment.ts'
import { type ExitCode, exitCodes } from './exit-codes.ts'
import type { GlobalFlags } from './global-flags.ts'
import { findSecrets } from './mask-password.ts'
import { createOutput, type Output } from './output.ts'
import { reportError } from './report-error.ts'
import type { Streams } from './streams.ts'

/** What the process hands to the program. */
export interface ProgramInput extends Streams {
  /** Without node and the script. */
  readonly argv: readonly string[]
  readonly env: Environment
  /** Fires when the process is asked to end. */
  readonly signal: AbortSignal
  /** Rejects with an error that nobody caught; absent where nobody watches. */
  readonly crashed?: Promise<never>
}

/** One run of a program. */
export interface ProgramSession {
  readonly input: ProgramInput
  readonly output: Output
  /** Grows by what an env file brings. */
  readonly secrets: string[]
  /** Says how the run ends; 0 where nobody does. */
  readonly done: (exitCode: ExitCode) => void
  /** Takes help and version. */
  readonly write: (text: string) => void
}

/**
 * Runs what the arguments name and returns the exit code; whatever goes wrong is reported here, and nowhere else.
 *
 * @param create returns the program, made with `configureCommand`
 */
export async function runCommander(
  input: ProgramInput,
  create: (session: ProgramSession) => Command,
): Promise<ExitCode> {
  const { argv, env } = input
  const secrets = findSecrets([...argv, env.DATABASE_URL], [env.PGPASSWORD])
  const output = createOutput(input, secrets)
  const flags = flagsIn(argv)
  let exitCode: ExitCode = exitCodes.done
  let help = ''

  const program = create({
    input,
    output,
    secrets,
    done: (code) => {
      exitCode = code
    },
    write: (text) => {
      help += text
    },
  })
  try {
    const run = program.parseAsync([...argv], { from: 'user' })
    await (input.crashed === undefined ? run : Promise.race([run, input.crashed]))
    return exitCode
  } catch (error) {
    if (!(error instanceof CommanderError) || error.exitCode !== 0) {
      return reportError(error, { input, output, flags, help, programName: program.name() })
    }
    const what = error.code === 'commander.version' ? 'version' : 'help'
    if (flags.json) output.document({ [what]: help.trim() })
    else output.data(help.trimEnd())
    return exitCodes.done
  }
}

// Read without commander: an error has to be shown in the right form even where the arguments cannot be parsed.
function flagsIn(argv: readonly string[]): GlobalFlags {
  const end = argv.indexOf('--')
  const words = end === -1 ? argv : argv.slice(0, end)
  return {
    json: words.includes('--json'),
    verbose: words.includes('--verbose'),
    ...(words.includes('--no-color') && { color: false }),
  }
}
