import { plain } from '@omni/cli'
import { expect, test } from 'vitest'
import { resultOf } from '../testing/create-context.ts'
import { createLiveList } from './live-list.ts'

test('shows every step on the terminal, and each state in the place of the one before', () => {
  const terminal = createTerminal()
  const steps = [
    { id: 'types', title: 'every package passes tsc' },
    { id: 'lint', title: 'every file passes biome check' },
  ]
  const note = (line: string) => terminal.write(`${line}\n`)
  const list = createLiveList({ write: terminal.write, note, style: plain, steps, now: () => 0 })
  list.started({ id: 'types', title: 'every package passes tsc' })
  expect(terminal.lines()).toEqual(['⠋ types  0 ms  every package passes tsc', '· lint'])
  list.note('using the embedded PostgreSQL')
  list.finished(resultOf({ id: 'types', status: 'failed', summary: '2 errors', durationMs: 900 }))
  expect(terminal.lines()).toEqual([
    'using the embedded PostgreSQL',
    '✖ types  failed: 2 errors 900 ms',
    '· lint',
  ])
  list.finished(resultOf({ id: 'lint', status: 'skipped', summary: 'types failed' }))
  list.stop()
  expect(terminal.lines()).toEqual([
    'using the embedded PostgreSQL',
    '✖ types  failed: 2 errors 900 ms',
    '- lint   skipped: types failed',
  ])
})

/** Understands what the list writes: lines, up, clear, wrap on and off. */
function createTerminal() {
  let shown: string[] = []
  return {
    write(text: string) {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: an escape sequence starts with a control character
      for (const part of text.split(/(\u001b\[\d+A\u001b\[0J|\u001b\[\?7[lh]|\n)/)) {
        // biome-ignore lint/suspicious/noControlCharactersInRegex: as above
        const up = /\u001b\[(\d+)A/.exec(part)?.[1]
        if (up !== undefined) shown = shown.slice(0, -Number(up))
        else if (part !== '' && part !== '\n' && !part.startsWith('\u001b')) shown.push(part)
      }
    },
    lines: () => shown,
  }
}
