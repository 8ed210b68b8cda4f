import type { TestServer } from '@omni/test-postgres'

/** One number of a figure, and what it was measured on. */
export interface Reading {
  readonly what: string
  readonly value: number
}

/** A subject beside its floor: another way to the same result, or a budget. */
export interface Figure {
  readonly name: string
  readonly unit: 'ms' | 'kB' | 'round trips'
  readonly floor: Reading
  readonly subject: Reading
  /** Median of the ratios of the rounds, which is not the ratio of the medians where the machine is busy. */
  readonly ratio: number
  /** The ratio that must not be exceeded; null where the figure is for information. */
  readonly atMost: number | null
  /** A ratio that is hoped for, and does not fail the run. */
  readonly aim?: number
}

/** What a measurement needs from the outside. */
export interface Bench {
  readonly server: TestServer
  /** Says what is being done, for long preparations. */
  progress(message: string): void
}

/** One file, one measurement: it prepares, measures, clears up and returns its figures. */
export interface Measurement {
  readonly name: string
  run(bench: Bench): Promise<Figure[]>
}
