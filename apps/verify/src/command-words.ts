import { type ConnectionChoice, type Environment, maskedUrl } from '@omni/cli'
import type { VerifyFlags } from './program.ts'
import type { CommandWords } from './step.ts'

/** Returns how the commands that lead on are written: with the flags that lead to the same database. */
export function commandWords(
  flags: VerifyFlags,
  choice: ConnectionChoice,
  isRepository: boolean,
): CommandWords {
  const url = choice.kind === 'server' && choice.source === '--url' ? maskedUrl(choice.settings) : undefined
  const parts = [
    ...(url === undefined ? [] : [`--url ${quoted(url)}`]),
    ...(flags.embedded ? ['--embedded'] : []),
    ...(flags.envFile === undefined ? [] : [`--env-file ${quoted(flags.envFile)}`]),
    ...(flags.schema === undefined ? [] : [`--schema ${quoted(flags.schema)}`]),
  ]
  return {
    cli: isRepository ? 'pnpm cli' : 'omni',
    verify: isRepository ? 'pnpm verify' : 'omni-verify',
    target: parts.map((part) => ` ${part}`).join(''),
  }
}

/** Under `pnpm verify` nobody has an `omni-verify` on the PATH; what is printed should be ready to paste. */
export function programName(env: Environment): string {
  return env.npm_lifecycle_event === 'verify' ? 'pnpm verify' : 'omni-verify'
}

function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}
