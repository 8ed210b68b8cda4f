import { OmniError } from '@omni/pg-enum-guard'
import type { LockHolder } from '../catalog/fetch-lock-holders.ts'
import { renderSession } from './render-session.ts'

export interface LockTimeoutDetails {
  readonly database: string
  readonly waitedMs: number
  /** The session that holds the lock, and the one that runs its migration; empty where it was gone when asked. */
  readonly holders: readonly LockHolder[]
}

/** Another run kept the lock for longer than this one was to wait. */
export class LockTimeoutError extends OmniError<'LOCK_TIMEOUT', LockTimeoutDetails> {
  override readonly name = 'LockTimeoutError'

  constructor(details: LockTimeoutDetails) {
    const { database, waitedMs, holders } = details
    const ends = holders.map(({ pid }) => `pg_catalog.pg_terminate_backend(${pid})`).join(', ')
    super('LOCK_TIMEOUT', {
      message: [
        `Another run holds the migration lock of database "${database}" (waited ${waitedMs / 1000} s)`,
        ...holders.flatMap((holder) => renderSession(holder.runsStep ? 'Migrates' : 'Held by', holder)),
      ].join('\n'),
      hint: ends
        ? `Wait until it ends and run again, or end it (what it has not committed is rolled back): SELECT ${ends};`
        : 'It has just ended: run again.',
      details,
    })
  }
}
