import { expect, test } from 'vitest'
import { parseDuration } from './parse-duration.ts'

test.each([
  ['500ms', 500],
  ['30s', 30_000],
  ['30', 30_000],
  ['1.5s', 1500],
  ['2m', 120_000],
  ['0', 0],
])('%s is %d milliseconds', (text, milliseconds) => {
  expect(parseDuration(text)).toBe(milliseconds)
})

test.each(['', 's', '-1', '1h', 'soon', '1 s'])("'%s' is refused", (text) => {
  expect(() => parseDuration(text)).toThrow('Write 500ms, 30s or 2m; a number without a unit is seconds.')
})
