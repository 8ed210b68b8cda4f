import type { Logger, Queryable } from '@omni/pg-enum-guard'
import { fetchBlockers } from '../catalog/fetch-blockers.ts'
import { renderSession, type SessionInfo } from '../errors/render-session.ts'

export interface WatchBlockersOptions {
  /** Another connection than the one that is watched. */
  readonly queryable: Queryable
  /** The session that is watched. */
  readonly pid: number
  readonly intervalMs: number
  readonly logger: Logger
}

export interface BlockerWatch {
  /** Who was in the way when last seen. */
  blockers(): readonly SessionInfo[]
  stop(): Promise<void>
}

/**
 * Looks from time to time whether a session waits for a lock, and for whom: once its statement has timed out, the
 * server can no longer say. Each new blocker is logged.
 */
export function watchBlockers({ queryable, pid, intervalMs, logger }: WatchBlockersOptions): BlockerWatch {
  let blockers: readonly SessionInfo[] = []
  let looking: Promise<void> = Promise.resolve()
  const timer = setInterval(() => {
    looking = look()
  }, intervalMs)

  async function look(): Promise<void> {
    const found = await fetchBlockers(queryable, pid).catch(() => [])
    const fresh = found.filter((session) => !blockers.some((known) => known.pid === session.pid))
    for (const session of fresh) logger.warn(renderSession('waiting for', session).join('\n').trim())
    if (found.length > 0) blockers = found
  }

  return {
    blockers: () => blockers,
    async stop() {
      clearInterval(timer)
      await looking
    },
  }
}
