import { setTimeout as delay } from 'node:timers/promises'

/** Waits, or less long where the signal is aborted: the caller looks at the signal next. */
export async function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  await delay(Math.max(0, ms), undefined, signal ? { signal } : undefined).catch(() => undefined)
}

export interface BackoffOptions {
  readonly firstMs: number
  readonly maxMs: number
}

/** Returns how long to wait before try number `attempt` (from 0): doubled each time, half of it by chance. */
export function backoff(attempt: number, { firstMs, maxMs }: BackoffOptions): number {
  const full = Math.min(maxMs, firstMs * 2 ** attempt)
  return full / 2 + (Math.random() * full) / 2
}
