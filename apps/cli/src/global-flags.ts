import { type Command, Option } from 'commander'

/** The flags that every command has, before or after its name. */
export interface GlobalFlags {
  readonly url?: string
  readonly embedded?: boolean
  readonly envFile?: string
  readonly schema?: string
  readonly json?: boolean
  readonly color?: boolean
  readonly verbose?: boolean
  readonly quiet?: boolean
}

export function addGlobalFlags(program: Command): Command {
  return program
    .option(
      '--url <url>',
      'the database: postgres://user:<password>@host:5432/database (better: DATABASE_URL)',
    )
    .addOption(
      new Option('--embedded', 'use the embedded server, also in CI and production').conflicts('url'),
    )
    .option('--env-file <file>', 'read NAME=value lines; what the environment has already stays')
    .option('--schema <name>', 'the schema to work in; by default the first of the search_path')
    .option('--json', 'print one JSON document on stdout and nothing else, errors included')
    .option('--no-color', 'print without colour')
    .addOption(new Option('--verbose', 'log every decision, and print stack traces').conflicts('quiet'))
    .option('--quiet', 'log warnings and errors only')
}
