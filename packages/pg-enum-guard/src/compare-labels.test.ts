import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareLabels } from './compare-labels.ts'

test('the same labels in the same order match in every mode', () => {
  for (const mode of ['set', 'ordered', 'superset'] as const) {
    expect(compareLabels(['a', 'b'], ['a', 'b'], mode).matches).toBe(true)
  }
})

test('another order matches as a set, not as a list', () => {
  expect(compareLabels(['a', 'b'], ['b', 'a'])).toEqual({
    matches: true,
    missing: [],
    extra: [],
    orderDiffers: true,
  })
  expect(compareLabels(['a', 'b'], ['b', 'a'], 'ordered').matches).toBe(false)
})

test('an extra label is tolerated by superset only', () => {
  expect(compareLabels(['a'], ['a', 'x']).extra).toEqual(['x'])
  expect(compareLabels(['a'], ['a', 'x']).matches).toBe(false)
  expect(compareLabels(['a'], ['a', 'x'], 'superset').matches).toBe(true)
})

test('a missing label matches in no mode', () => {
  for (const mode of ['set', 'ordered', 'superset'] as const) {
    expect(compareLabels(['a', 'b'], ['a'], mode)).toMatchObject({ matches: false, missing: ['b'] })
  }
})

test('an enum without labels lacks all of them', () => {
  expect(compareLabels(['a', 'b'], [])).toMatchObject({ matches: false, missing: ['a', 'b'], extra: [] })
})

test('labels that differ in case, space or normalisation are different labels', () => {
  expect(compareLabels(['\u00e9', 'A'], ['e\u0301', 'a ', 'A'])).toMatchObject({
    missing: ['\u00e9'],
    extra: ['e\u0301', 'a '],
  })
})

test('set mode does not depend on the order of either side', () => {
  const labels = fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 8 })
  fc.assert(
    fc.property(labels, labels, (expected, actual) => {
      const forwards = compareLabels(expected, actual).matches
      expect(compareLabels(expected.toReversed(), actual).matches).toBe(forwards)
      expect(forwards).toBe(
        new Set([...expected, ...actual]).size === expected.length && expected.length === actual.length,
      )
    }),
  )
})
