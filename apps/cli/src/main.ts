import { runOnProcess } from './run-on-process.ts'
import { runProgram } from './run-program.ts'

/** Runs the program on this process. */
export function main(): Promise<void> {
  return runOnProcess(runProgram)
}
