import { CommanderError } from 'commander'
import type { Environment } from './environment.ts'
import { type ExitCode, exitCodes } from './exit-codes.ts'
import type { GlobalFlags } from './global-flags.ts'
import { findSecrets } from './mask-password.ts'
import { createOutput } from './output.ts'
import { createProgram } from './program.ts'
import { reportError } from './report-error.ts'
import { runOnConnection } from './run-on-connection.ts'
import type { Streams } from './streams.ts'

/** What the process hands to the program. */
export interface ProgramInput extends Streams {
  /** Without node and the script. */
  readonly argv: readonly string[]
  readonly env: Environment
  /** Fires when the process is asked to end. */
  readonly signal: AbortSignal
}

/** Runs the program and returns its exit code; whatever goes wrong is reported here, and nowhere else. */
export async function runProgram(input: ProgramInput): Promise<ExitCode> {
  const { argv, env } = input
  const secrets = findSecrets([...argv, env.DATABASE_URL], [env.PGPASSWORD])
  const output = createOutput(input, secrets)
  const flags = flagsIn(argv)
  let exitCode: ExitCode = exitCodes.done
  let help = ''

  const run = runOnConnection({ input, output, secrets, done: (code) => (exitCode = code) })
  const program = createProgram(programName(env), run, (text) => (help += text))
  try {
    await program.parseAsync([...argv], { from: 'user' })
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

// Under `pnpm cli` nobody has an `omni` on the PATH; what is printed should be ready to paste.
function programName(env: Environment): string {
  return env.npm_lifecycle_event === 'cli' ? 'pnpm cli' : 'omni'
}
