import { expect, test } from 'vitest'
import { doStatement } from './do-statement.ts'

test('a block is quoted by a tag that it does not contain', () => {
  expect(doStatement('begin end')).toBe('do $omni0$begin end$omni0$')
  expect(doStatement("begin perform '$omni0$ $omni1$ $$'; end")).toBe(
    "do $omni2$begin perform '$omni0$ $omni1$ $$'; end$omni2$",
  )
})
