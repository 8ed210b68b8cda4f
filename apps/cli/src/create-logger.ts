import type { Logger } from '@omni/pg-enum-guard'
import type { Style } from './render/style.ts'

export interface Verbosity {
  readonly verbose?: boolean | undefined
  readonly quiet?: boolean | undefined
}

/** How the lines of a log look. */
export interface LogForm {
  readonly style: Style
  /** A person looks at it: the result says what was done, so only warnings and errors interrupt. */
  readonly attended: boolean
}

/**
 * Returns a logger that writes one line each. A log that is kept gets every decision, with the time; a terminal gets
 * warnings and errors. `--verbose` logs everything everywhere, `--quiet` warnings and errors.
 */
export function createLogger(
  write: (line: string) => void,
  { verbose, quiet }: Verbosity,
  { style, attended }: LogForm,
  now: () => Date = () => new Date(),
): Logger {
  const line = (label: string, message: string) => {
    write(`${attended ? '' : `${now().toISOString()} `}${label} ${message}`)
  }
  const silent = () => {}
  return {
    debug: verbose ? (message) => line(style.faint('debug'), style.faint(message)) : silent,
    info:
      verbose || !(quiet || attended) ? (message) => line(style.faint('info'), style.faint(message)) : silent,
    warn: (message) => line(style.warn('warn'), message),
    error: (message) => line(style.bad('error'), message),
  }
}
