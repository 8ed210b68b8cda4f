import type { WaitReport } from '../commands/wait.ts'
import type { Style } from './style.ts'
import { duration } from './words.ts'

/** Returns one line: the server answers, after how long. */
export function renderWait({ url, waitedMs }: WaitReport, style: Style): string {
  return `${style.good('ready')}: ${url} answers after ${duration(waitedMs)}`
}
