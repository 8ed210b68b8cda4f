import type { Connection } from '@omni/cli'
import { isOmniError } from '@omni/pg-enum-guard'
import { type StepContext, type StepOutcome, skipped } from '../step.ts'
import { VerifyError } from '../verify-error.ts'

// No fault of what is verified: this machine cannot run the embedded server.
const NO_EMBEDDED_SERVER = ['BINARIES_MISSING', 'PLATFORM_UNSUPPORTED', 'ROOT_CANNOT_RUN']

/**
 * Hands the open target to a step, which is skipped where no database was named and the embedded server cannot run
 * here.
 *
 * @throws DATABASE_REQUIRED: no database was named, and `--require-db` was given.
 * @throws what opening it throws
 */
export async function withTarget(
  { target, requireDb, words }: Pick<StepContext, 'target' | 'requireDb' | 'words'>,
  use: (connection: Connection) => Promise<StepOutcome>,
): Promise<StepOutcome> {
  const example = `DATABASE_URL=postgres://user:<password>@host:5432/database ${words.verify}`
  if (requireDb && target.choice.kind === 'embedded') {
    const message =
      'No database was named, and --require-db does not let the embedded server stand in for it.'
    throw new VerifyError('DATABASE_REQUIRED', message, `Name one: ${example} --require-db`)
  }
  try {
    return await use(await target.open())
  } catch (error) {
    if (!isOmniError(error) || !NO_EMBEDDED_SERVER.includes(error.code)) throw error
    const next = { why: 'verify with a database', command: example }
    return skipped(`no database: none was named, and ${lowerFirst(error.message)}`, [next])
  }
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}
