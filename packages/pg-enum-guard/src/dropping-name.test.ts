import { expect, test } from 'vitest'
import { droppingName } from './dropping-name.ts'

test('a type that is being dropped shows what it was called', () => {
  expect(droppingName('node_type_enum')).toBe('node_type_enum__dropping_bd57b57577fdc412')
})

test('long names that begin alike stay apart, within 63 bytes', () => {
  const [one, other] = [droppingName(`${'é'.repeat(31)}a`), droppingName(`${'é'.repeat(31)}b`)]
  expect(one).not.toBe(other)
  expect(new TextEncoder().encode(one).length).toBeLessThanOrEqual(63)
})
