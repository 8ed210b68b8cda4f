import type { Command } from 'commander'

/** Makes a program and its commands throw where commander would exit, and hand help and version to `write`. */
export function configureCommand(command: Command, write: (text: string) => void): void {
  command
    .exitOverride()
    .configureOutput({ writeOut: write, writeErr: write, outputError: () => {} })
    .configureHelp({ showGlobalOptions: true })
    .allowExcessArguments(false)
  for (const child of command.commands) configureCommand(child, write)
}
