import { setTimeout as sleep } from 'node:timers/promises'
import { plain } from '@omni/cli'
import { expect, test } from 'vitest'
import { resultOf } from '../testing/create-context.ts'
import { createPlainLines } from './plain-lines.ts'

test('writes a line for each step as it ends, and what a long one is at', async () => {
  const lines: string[] = []
  const write = (line: string) => void lines.push(line)
  const progress = createPlainLines({ write, note: write, style: plain, width: 5, everyMs: 20 })
  progress.started({ id: 'tests', title: 'the suites pass' })
  await sleep(30)
  progress.said('tests', '3 of 9 files')
  progress.note('a note')
  await sleep(30)
  progress.finished(resultOf({ id: 'tests', status: 'passed', summary: '9 tests passed', durationMs: 60 }))
  progress.finished(resultOf({ id: 'graph', status: 'skipped', summary: 'left out with --skip' }))
  const count = lines.length
  await sleep(30)
  progress.stop()

  expect(lines).toHaveLength(count)
  expect(lines[0]).toMatch(/^… tests {2}the suites pass \(\d+ ms\)$/)
  expect(lines).toContain('a note')
  expect(lines.some((line) => line.includes('3 of 9 files'))).toBe(true)
  expect(lines.slice(-2)).toEqual(['✔ tests  9 tests passed 60 ms', '- graph  skipped: left out with --skip'])
})
