import { OmniError, qualifiedName } from '@omni/pg-enum-guard'
import { quoteShell } from '../destructive/quote-shell.ts'

export interface DestructiveMigrationDetails {
  readonly schema: string
  readonly table: string
  /** Exact, as text for JSON; null where this role may not count them all. */
  readonly rows: string | null
}

/** Rolling back would delete rows, and nobody has allowed it. */
export class DestructiveMigrationBlockedError extends OmniError<
  'DESTRUCTIVE_MIGRATION_BLOCKED',
  DestructiveMigrationDetails
> {
  override readonly name = 'DestructiveMigrationBlockedError'

  constructor(details: DestructiveMigrationDetails, cause?: unknown) {
    const { schema, table, rows } = details
    const reason = cause instanceof Error ? ` (${cause.message})` : ''
    const content = rows === null ? `cannot be counted${reason}` : `contains ${rows} records`
    super('DESTRUCTIVE_MIGRATION_BLOCKED', {
      message: [
        `DESTRUCTIVE MIGRATION BLOCKED: ${table} table ${content}`,
        '',
        `Rolling back drops table ${qualifiedName(schema, table)}: permanent data loss. Nothing was changed.`,
      ].join('\n'),
      hint: hintOf(details),
      details,
      ...(cause === undefined ? {} : { cause }),
    })
  }
}

function hintOf({ schema, table, rows }: DestructiveMigrationDetails): string {
  const name = qualifiedName(schema, table)
  const dump = `pg_dump --format=custom --file=${quoteShell(`${table}.dump`)} -t ${quoteShell(name)} "$DATABASE_URL"`
  const lines = ['To proceed anyway:', '  1. Back up the table:', `       ${dump}`]
  if (rows === null) {
    lines.push('  2. Let this role see every row, then count them:')
    lines.push(
      `       GRANT SELECT ON ${name} TO CURRENT_USER;`,
      `       ALTER TABLE ${name} NO FORCE ROW LEVEL SECURITY;`,
    )
  } else {
    lines.push('  2. Look at how much would be lost:')
  }
  lines.push(`       SELECT count(*) FROM ${name};`, '  3. Allow it, and roll back again:')
  lines.push('       ALLOW_DESTRUCTIVE_MIGRATION=true   (in code: allowDestructive: true)')
  return lines.join('\n')
}
