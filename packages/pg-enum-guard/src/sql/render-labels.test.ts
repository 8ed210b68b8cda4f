import { expect, test } from 'vitest'
import { escapeInvisible, renderLabels, sortLabels } from './render-labels.ts'

test('labels are listed in quotes', () => {
  expect(renderLabels(['compute', 'effect', ''])).toBe("['compute', 'effect', '']")
  expect(renderLabels([])).toBe('[]')
})

test('what a terminal would swallow or turn around is written as its code', () => {
  expect(escapeInvisible('a\u202eb\u200bc\u001b[0m\n\u2028\u{e0041}')).toBe(
    'a\\u202eb\\u200bc\\u001b[0m\\u000a\\u2028\\u{e0041}',
  )
})

test('letters outside ASCII stay as they are', () => {
  expect(escapeInvisible('größe 漢 😀')).toBe('größe 漢 😀')
})

test('sorting is by code unit and leaves the list that came in alone', () => {
  const labels = ['b', 'a', 'Z', 'ä']
  expect(sortLabels(labels)).toEqual(['Z', 'a', 'b', 'ä'])
  expect(labels).toEqual(['b', 'a', 'Z', 'ä'])
})
