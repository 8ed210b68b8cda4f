import type { CompareMode } from './compare-labels.ts'
import type { Logger } from './logger.ts'

export interface GuardOptions {
  /** Gets one line for each decision. */
  readonly logger?: Logger | undefined
}

export interface CompareOptions extends GuardOptions {
  /** How labels are compared; `set` by default, where the order does not matter. */
  readonly mode?: CompareMode | undefined
}
