const late = Symbol('late')

export interface DeadlineOptions<Value> {
  readonly ms: number
  readonly signal?: AbortSignal | undefined
  /** Made when the time is over, or the signal aborted. */
  error(reason: 'late' | 'aborted'): unknown
  /** Gets what arrives after that, so that nothing stays open. */
  discard?(value: Value): unknown
}

/** Returns what the promise resolves to, unless the deadline or the signal comes first. */
export async function withDeadline<Value>(
  promise: Promise<Value>,
  { ms, signal, error, discard }: DeadlineOptions<Value>,
): Promise<Value> {
  let timer: NodeJS.Timeout | undefined
  let onAbort: (() => void) | undefined
  const deadline = new Promise<typeof late>((resolve) => {
    timer = setTimeout(resolve, ms, late)
    onAbort = () => resolve(late)
    if (signal?.aborted) onAbort()
    signal?.addEventListener('abort', onAbort, { once: true })
  })
  try {
    const winner = await Promise.race([promise, deadline])
    if (winner !== late) return winner
    promise.then(discard, () => undefined).then(undefined, () => undefined)
    throw error(signal?.aborted ? 'aborted' : 'late')
  } finally {
    clearTimeout(timer)
    if (onAbort) signal?.removeEventListener('abort', onAbort)
  }
}
