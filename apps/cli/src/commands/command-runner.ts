import type { Command } from 'commander'
import type { CommandContext } from '../context.ts'
import type { ExitCode } from '../exit-codes.ts'
import type { Style } from '../render/style.ts'

/** How the program shows what a command returned, and which exit code it means (0 where it says nothing). */
export interface CommandFace<Data> {
  readonly render: (data: Data, style: Style) => string
  readonly exitCode?: (data: Data) => ExitCode
}

/** Opens the connection that the flags name, runs a command on it and shows its data. */
export type RunCommand = <Data>(
  command: Command,
  run: (context: CommandContext) => Promise<Data>,
  face: CommandFace<Data>,
) => Promise<void>
