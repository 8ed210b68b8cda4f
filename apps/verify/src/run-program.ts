import { type ExitCode, type ProgramInput, runCommander } from '@omni/cli'
import { programName } from './command-words.ts'
import { createProgram } from './program.ts'
import { verify } from './verify.ts'

/** Runs the program and returns its exit code. */
export function runProgram(input: ProgramInput): Promise<ExitCode> {
  return runCommander(input, (session) =>
    createProgram(
      programName(input.env),
      async (flags) => session.done(await verify(flags, session)),
      session.write,
    ),
  )
}
