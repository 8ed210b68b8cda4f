import type { Logger } from '@omni/pg-enum-guard'
import type { Pool } from 'pg'

/** What a command works with: an open connection and the answers to what it may do. */
export interface CommandContext {
  /** Belongs to the program, which ends it. */
  readonly pool: Pool
  /** The database as a URL that can be shown: the password is masked. */
  readonly url: string
  readonly schema: string | undefined
  /** ALLOW_DESTRUCTIVE_MIGRATION as it is set; only `true` allows. */
  readonly allowDestructive: string | undefined
  readonly logger: Logger
  readonly signal: AbortSignal
  /** Asks the person at the terminal; absent where nobody can answer. */
  readonly ask: ((question: string) => Promise<string>) | undefined
}
