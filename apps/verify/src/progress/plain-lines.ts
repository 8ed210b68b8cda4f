import { duration, type Style } from '@omni/cli'
import { renderStepLine } from '../render/step-line.ts'
import type { Progress } from './progress.ts'

export interface PlainLinesOptions {
  readonly write: (line: string) => void
  readonly note: (line: string) => void
  readonly style: Style
  /** Of the column of ids. */
  readonly width: number
  /** Milliseconds after which a running step says that it runs, and then again. */
  readonly everyMs?: number
}

const EVERY_MS = 10_000

/** Writes a line for each step as it ends, and now and then what a long one is at: for logs and pipes. */
export function createPlainLines({
  write,
  note,
  style,
  width,
  everyMs = EVERY_MS,
}: PlainLinesOptions): Progress {
  let timer: NodeJS.Timeout | undefined
  let latest = ''
  return {
    started({ id, title }) {
      const start = performance.now()
      latest = title
      timer = setInterval(() => {
        const since = style.faint(`(${duration(performance.now() - start)})`)
        write(`${style.faint('…')} ${id.padEnd(width)}  ${latest} ${since}`)
      }, everyMs)
    },
    said(_, line) {
      latest = line
    },
    finished(result) {
      clearInterval(timer)
      write(renderStepLine(result, width, style))
    },
    note,
    stop: () => clearInterval(timer),
  }
}

/** Shows notes only. */
export function createSilence(note: (line: string) => void): Progress {
  return { started() {}, said() {}, finished() {}, note, stop() {} }
}
