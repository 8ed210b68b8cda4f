import type { Logger } from '@omni/pg-enum-guard'
import type { Pool } from 'pg'

/** What a command works with: an open connection and the answers to what it may do. */
export interface CommandContext {
  /** Belongs to the program, which ends it. */
  readonly pool: Pool
  /** The database as a URL that can be shown: the password is masked. */
  readonly url: string
  /** libpq's password file for the embedded server; null for a server of the user's. */
  readonly passwordFile: string | null
  readonly schema: string | undefined
  /** ALLOW_DESTRUCTIVE_MIGRATION as it is set; only `true` allows. */
  readonly allowDestructive: string | undefined
  readonly logger: Logger
  readonly signal: AbortSignal
  /** Says something beside the data while the command is at work. */
  readonly note: (line: string) => void
  /** Asks the person at the terminal; absent where nobody can answer. */
  readonly ask: ((question: string) => Promise<string>) | undefined
}
