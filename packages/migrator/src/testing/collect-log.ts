import type { Logger } from '@omni/pg-enum-guard'

/** Returns a logger and the lines that it got. */
export function collectLog(): { readonly logger: Logger; readonly lines: string[] } {
  const lines: string[] = []
  const write = (level: string) => (message: string) => {
    lines.push(`${level}: ${message}`)
  }
  return {
    lines,
    logger: { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') },
  }
}
