import type { Logger } from '@omni/pg-enum-guard'
import type { Style } from './render/style.ts'

export interface Verbosity {
  readonly verbose?: boolean | undefined
  readonly quiet?: boolean | undefined
}

/**
 * Returns a logger that writes one line each: every decision as it is made, `debug` with `--verbose`, only warnings
 * and errors with `--quiet`. With a clock each line starts with the time, for a log that is kept.
 */
export function createLogger(
  write: (line: string) => void,
  { verbose, quiet }: Verbosity,
  style: Style,
  now?: () => Date,
): Logger {
  const line = (label: string, message: string) => {
    const time = now === undefined ? '' : `${now().toISOString()} `
    write(`${style.faint(time)}${label} ${message}`)
  }
  const silent = () => {}
  return {
    debug: verbose ? (message) => line(style.faint('debug'), style.faint(message)) : silent,
    info: quiet ? silent : (message) => line(style.faint('info '), style.faint(message)),
    warn: (message) => line(style.warn('warn '), message),
    error: (message) => line(style.bad('error'), message),
  }
}
