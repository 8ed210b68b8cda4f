import type { Watcher } from '../run-steps.ts'

/** Shows how far a run is. */
export interface Progress extends Watcher {
  /** Shows a line beside the steps. */
  note(line: string): void
  /** Leaves what was shown in its last state. */
  stop(): void
}
