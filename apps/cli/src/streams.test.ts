import { expect, test } from 'vitest'
import { wantsColor } from './streams.ts'

const terminal = { isTTY: true }
const pipe = {}

test.each([
  ['a terminal', terminal, {}, {}, true],
  ['a pipe', pipe, {}, {}, false],
  ['a dumb terminal', terminal, {}, { TERM: 'dumb' }, false],
  ['NO_COLOR on a terminal', terminal, {}, { NO_COLOR: '1' }, false],
  ['an empty NO_COLOR, which says nothing', terminal, {}, { NO_COLOR: '' }, true],
  ['--no-color on a terminal', terminal, { color: false }, {}, false],
  ['FORCE_COLOR on a pipe', pipe, {}, { FORCE_COLOR: '1' }, true],
  ['FORCE_COLOR=0 on a terminal', terminal, {}, { FORCE_COLOR: '0' }, false],
  ['NO_COLOR with FORCE_COLOR', pipe, {}, { NO_COLOR: '1', FORCE_COLOR: '1' }, false],
  ['--no-color with FORCE_COLOR', pipe, { color: false }, { FORCE_COLOR: '1' }, false],
])('colour on %s', (_name, stream, flags, env, expected) => {
  expect(wantsColor(stream, flags, env)).toBe(expected)
})
