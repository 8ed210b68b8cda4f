import { setTimeout as delay } from 'node:timers/promises'
import type { Client } from 'pg'

/** Waits until the server shows that one session waits for a lock; `observer` has to be another connection. */
export async function waitUntilBlocked(observer: Client, client: Client): Promise<void> {
  const pid = pidOf(client)
  const deadline = performance.now() + 10_000
  for (;;) {
    const { rows } = await observer.query(
      `select from pg_catalog.pg_stat_activity where pid = $1 and wait_event_type = 'Lock'`,
      [pid],
    )
    if (rows.length > 0) return
    if (performance.now() > deadline) throw new Error(`session ${pid} does not wait for a lock`)
    await delay(5)
  }
}

/** Returns the process of a session on the server; `pg` knows it and its types do not. */
export function pidOf(client: Client): number {
  const { processID } = client as unknown as { processID: number }
  return processID
}
