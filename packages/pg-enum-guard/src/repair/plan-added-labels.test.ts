import fc from 'fast-check'
import { expect, test } from 'vitest'
import { planAddedLabels } from './plan-added-labels.ts'

const type = { schema: 'public', name: 'e' }

test('a label in the middle goes after its neighbour', () => {
  expect(planAddedLabels(type, ['a', 'b', 'c'], ['a', 'c'])).toEqual([
    "ALTER TYPE public.e ADD VALUE 'b' AFTER 'a';",
  ])
})

test('labels at the front go before the first that exists, in their own order', () => {
  expect(planAddedLabels(type, ['a', 'b', 'c'], ['c'])).toEqual([
    "ALTER TYPE public.e ADD VALUE 'a' BEFORE 'c';",
    "ALTER TYPE public.e ADD VALUE 'b' BEFORE 'c';",
  ])
})

test('an enum without a shared label gets the first at its end and the rest after it', () => {
  expect(planAddedLabels(type, ['a', 'b'], ['x'])).toEqual([
    "ALTER TYPE public.e ADD VALUE 'a';",
    "ALTER TYPE public.e ADD VALUE 'b' AFTER 'a';",
  ])
})

test('names and labels are quoted', () => {
  expect(planAddedLabels({ schema: 'We"ird', name: 'order' }, ["it's"], [])).toEqual([
    `ALTER TYPE "We""ird"."order" ADD VALUE 'it''s';`,
  ])
})

test('run in order, the statements make the expected order out of any subset of it, and anchors always exist', () => {
  const labels = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,3}$/), { minLength: 1, maxLength: 8 })
  fc.assert(
    fc.property(labels, fc.func(fc.boolean()), (expected, keep) => {
      const actual = expected.filter((label) => keep(label))
      const result = [...actual]
      for (const statement of planAddedLabels(type, expected, actual)) {
        const [, label, place, anchor] =
          /ADD VALUE '(\w+)'(?: (BEFORE|AFTER) '(\w+)')?;/.exec(statement) ?? []
        if (label === undefined) throw new Error(`cannot read ${statement}`)
        const at = anchor === undefined ? result.length : result.indexOf(anchor)
        expect(at).toBeGreaterThanOrEqual(0)
        result.splice(place === 'AFTER' ? at + 1 : at, 0, label)
      }
      expect(result).toEqual(expected)
    }),
  )
})
