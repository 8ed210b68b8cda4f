import { Option } from 'commander'
import { parseDuration } from '../parse-duration.ts'

export interface RunFlags {
  /** Milliseconds to wait for another run to finish. */
  readonly lockTimeout?: number | undefined
}

/** `--lock-timeout`, the same for each command that migrates. */
export function lockTimeoutOption(): Option {
  return new Option(
    '--lock-timeout <duration>',
    'how long to wait for another run to finish (500ms, 30s, 2m; default 30s)',
  ).argParser(parseDuration)
}
