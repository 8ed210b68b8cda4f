import type { Environment } from './environment.ts'
import type { ExitCode } from './exit-codes.ts'
import { createProgram } from './program.ts'
import { type ProgramInput, runCommander } from './run-commander.ts'
import { runOnConnection } from './run-on-connection.ts'

/** Runs the program and returns its exit code. */
export function runProgram(input: ProgramInput): Promise<ExitCode> {
  return runCommander(input, (session) =>
    createProgram(programName(input.env), runOnConnection(session), session.write),
  )
}

// Under `pnpm cli` nobody has an `omni` on the PATH; what is printed should be ready to paste.
function programName(env: Environment): string {
  return env.npm_lifecycle_event === 'cli' ? 'pnpm cli' : 'omni'
}
