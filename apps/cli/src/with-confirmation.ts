import type { Migrator } from '@omni/migrator'
import { isOmniError, OmniError } from '@omni/pg-enum-guard'
import type { RunFlags } from './commands/run-flags.ts'
import type { CommandContext } from './context.ts'
import { openMigrator } from './open-migrator.ts'

const VARIABLE = 'ALLOW_DESTRUCTIVE_MIGRATION'

/**
 * Runs what may remove data. Where the migration refuses, asks on a terminal for the database's name and runs again
 * with leave to remove; elsewhere the refusal stands and says what to set.
 *
 * @throws DESTRUCTIVE_MIGRATION_BLOCKED: nobody allowed it.
 */
export async function withConfirmation<Result>(
  context: CommandContext,
  flags: RunFlags,
  run: (migrator: Migrator) => Promise<Result>,
): Promise<Result> {
  const { ask, allowDestructive } = context
  const migrator = await openMigrator(context, { ...flags, allowDestructive: allowDestructive === 'true' })
  try {
    return await run(migrator)
  } catch (error) {
    if (!isOmniError(error) || error.code !== 'DESTRUCTIVE_MIGRATION_BLOCKED') throw error
    if (ask === undefined) throw withHint(error, noteOn(allowDestructive))
    const { database } = (await migrator.status()).server
    const answer = await ask(
      `${error.message}\n\nType the name of the database (${database}) to remove the data: `,
    )
    if (answer === database) return run(await openMigrator(context, { ...flags, allowDestructive: true }))
    throw withHint(error, [], 'That was not the name of the database; nothing was changed.')
  }
}

function noteOn(value: string | undefined): string[] {
  if (value === undefined) return []
  return [`${VARIABLE} is '${value}' now; only the value 'true' allows it.`]
}

function withHint(error: OmniError, notes: readonly string[], message = error.message): OmniError {
  const { code, hint, details, cause } = error
  const named = hint.includes(`${VARIABLE}=true`) ? hint : `${hint}\nTo allow it: ${VARIABLE}=true`
  return new OmniError(code, { message, hint: [...notes, named].join('\n'), details, cause })
}
