import { isOmniError, OmniError } from '@omni/pg-enum-guard'
import type { CommandContext } from './context.ts'

const HINT =
  'Set ALLOW_DESTRUCTIVE_MIGRATION=true (exactly this value) and run the command again, after a backup.'

/**
 * Runs what may remove data. Where the migration refuses, asks on a terminal for the database's name and runs again
 * with leave to remove; elsewhere the refusal stands and says what to set.
 *
 * @throws DESTRUCTIVE_MIGRATION_BLOCKED: nobody allowed it.
 */
export async function withConfirmation<Result>(
  { ask, allowDestructive }: Pick<CommandContext, 'ask' | 'allowDestructive'>,
  databaseName: () => Promise<string>,
  run: (allowDestructive: boolean) => Promise<Result>,
): Promise<Result> {
  try {
    return await run(allowDestructive)
  } catch (error) {
    if (!isOmniError(error) || error.code !== 'DESTRUCTIVE_MIGRATION_BLOCKED') throw error
    if (ask === undefined) throw refusal(error, HINT)
    const name = await databaseName()
    const answer = await ask(
      `${error.message}\n\nType the name of the database (${name}) to remove the data: `,
    )
    if (answer === name) return run(true)
    throw refusal(error, `That was not the name of the database, so nothing was changed. ${HINT}`)
  }
}

function refusal({ code, message, details }: OmniError, hint: string): OmniError {
  return new OmniError(code, { message, hint, details })
}
