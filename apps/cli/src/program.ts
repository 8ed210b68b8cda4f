import { readFileSync } from 'node:fs'
import { Command } from 'commander'
import { checkCommand } from './commands/check.ts'
import type { RunCommand } from './commands/command-runner.ts'
import { downCommand } from './commands/down.ts'
import { enumCommand } from './commands/enum.ts'
import { redoCommand } from './commands/redo.ts'
import { serveCommand } from './commands/serve.ts'
import { statusCommand } from './commands/status.ts'
import { upCommand } from './commands/up.ts'
import { waitCommand } from './commands/wait.ts'
import { configureCommand } from './configure-command.ts'
import { environmentVariables } from './environment.ts'
import { exitCodes } from './exit-codes.ts'
import { addGlobalFlags } from './global-flags.ts'

/**
 * Returns the program with its commands; each of them is handed to `run`, help and version to `write`. It throws
 * where commander would exit.
 */
export function createProgram(name: string, run: RunCommand, write: (text: string) => void): Command {
  const program = addGlobalFlags(new Command(name))
    .description("Migrates OmniNode's database and shows its enums.")
    .version(readVersion(), '--version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', afterHelp(name))
  const commands = [
    upCommand,
    downCommand,
    redoCommand,
    statusCommand,
    checkCommand,
    enumCommand,
    waitCommand,
    serveCommand,
  ]
  for (const command of commands) program.addCommand(command(run))
  configureCommand(program, write)
  return program
}

function afterHelp(name: string): string {
  const codes = Object.entries(exitCodes).map(([outcome, code]) => `${code} ${outcome}`)
  return `
Examples:
  ${name} up                      apply what is pending; without DATABASE_URL on an embedded server
  ${name} status --json | jq .    where the database stands
  ${name} check                   does the database match the code? for CI
  ${name} down 003                revert everything after migration 003
  ${name} enum show node_type_enum
  ${name} wait --timeout 30s && ${name} up

Environment: ${Object.keys(environmentVariables).join(', ')}
Exit codes: ${codes.join(', ')}`
}

function readVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
  const hasVersion = typeof manifest === 'object' && manifest !== null && 'version' in manifest
  return hasVersion ? String(manifest.version) : 'unknown'
}
