import { median } from './median.ts'

/** One way to a result. */
export interface Contestant {
  readonly what: string
  /** Runs before each round of this contestant, off the clock. */
  prepare?(): Promise<unknown>
  /** Is timed from call to settlement; where it returns a number, that many milliseconds count instead. */
  run(): Promise<unknown>
}

/** How long a contestant took, beside the first of them. */
export interface Timing {
  readonly what: string
  /** Median, in milliseconds. */
  readonly value: number
  /** Median over the rounds of its time divided by the first contestant's time in the same round. */
  readonly ratio: number
}

/**
 * Runs all contestants once in every round, each round starting with the next of them, so that a busy moment of the
 * machine hits all alike. Returns one timing for each, in order; the first is the floor.
 */
export async function compareTimes(
  contestants: readonly Contestant[],
  { rounds, warmUp = Math.ceil(rounds / 10) }: { rounds: number; warmUp?: number },
): Promise<Timing[]> {
  const times: number[][] = contestants.map(() => [])
  for (let round = -warmUp; round < rounds; round += 1) {
    for (let turn = 0; turn < contestants.length; turn += 1) {
      const index = (turn + round + warmUp) % contestants.length
      const contestant = contestants[index]
      if (contestant === undefined) continue
      const time = await timeOf(contestant)
      if (round >= 0) times[index]?.push(time)
    }
  }
  const [floor = []] = times
  return contestants.map(({ what }, index) => {
    const own = times[index] ?? []
    const ratios = own.map((time, round) => time / (floor[round] ?? Number.NaN))
    return { what, value: median(own), ratio: median(ratios) }
  })
}

async function timeOf(contestant: Contestant): Promise<number> {
  await contestant.prepare?.()
  const start = performance.now()
  const own = await contestant.run()
  return typeof own === 'number' ? own : performance.now() - start
}
