import { availableParallelism, cpus, loadavg } from 'node:os'

/** Returns what has to be known to read absolute times. */
export function describeMachine(postgres: number): string {
  const model = cpus()[0]?.model ?? 'unknown processor'
  const load = loadavg()[0]?.toFixed(1) ?? '?'
  return `PostgreSQL ${postgres}, Node ${process.version}, ${availableParallelism()} × ${model}, load ${load}`
}
