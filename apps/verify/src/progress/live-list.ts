import { duration, type Style } from '@omni/cli'
import { renderStepLine, widthOf } from '../render/step-line.ts'
import type { StepResult } from '../report.ts'
import type { Progress } from './progress.ts'

export interface LiveListOptions {
  /** Writes to the terminal, without a line end of its own. */
  readonly write: (text: string) => void
  readonly note: (line: string) => void
  readonly style: Style
  readonly steps: readonly { readonly id: string; readonly title: string }[]
  /** Milliseconds. */
  readonly now?: () => number
}

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏']
const FRAME_MS = 100

const UP_AND_CLEAR = (lines: number) => (lines === 0 ? '' : `\x1b[${lines}A\x1b[0J`)
// A line that wraps takes two: the way up would be too short. So the terminal cuts it.
const WRAP_OFF = '\x1b[?7l'
const WRAP_ON = '\x1b[?7h'

/** Shows the list of steps on a terminal and keeps it up to date. */
export function createLiveList({
  write,
  note,
  style,
  steps,
  now = () => performance.now(),
}: LiveListOptions): Progress {
  const width = widthOf(steps)
  const results = new Map<string, StepResult>()
  let running: { id: string; since: number; line: string } | undefined
  let drawn = 0
  let frame = 0

  const lineOf = ({ id }: { readonly id: string }): string => {
    const result = results.get(id)
    if (result !== undefined) return renderStepLine(result, width, style)
    if (running?.id !== id) return style.faint(`· ${id}`)
    const time = duration(now() - running.since)
    return `${FRAMES[frame % FRAMES.length]} ${id.padEnd(width)}  ${style.faint(`${time}  ${running.line}`)}`
  }
  const draw = () => {
    write(`${UP_AND_CLEAR(drawn)}${WRAP_OFF}${steps.map((step) => `${lineOf(step)}\n`).join('')}${WRAP_ON}`)
    drawn = steps.length
  }
  const timer = setInterval(() => {
    frame += 1
    draw()
  }, FRAME_MS)
  return {
    started({ id, title }) {
      running = { id, since: now(), line: title }
      draw()
    },
    said(id, line) {
      if (running?.id === id) running = { ...running, line }
    },
    finished(result) {
      running = undefined
      results.set(result.id, result)
      draw()
    },
    note(line) {
      write(UP_AND_CLEAR(drawn))
      drawn = 0
      note(line)
      draw()
    },
    stop() {
      clearInterval(timer)
      // Once more with lines that wrap: nothing of what was found is cut off.
      write(`${UP_AND_CLEAR(drawn)}${steps.map((step) => `${lineOf(step)}\n`).join('')}`)
    },
  }
}
