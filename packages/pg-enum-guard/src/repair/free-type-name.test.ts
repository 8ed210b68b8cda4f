import { expect, test } from 'vitest'
import { freeTypeName } from './free-type-name.ts'

test('the old type keeps its name with a suffix', () => {
  expect(freeTypeName('node_type_enum', ['node_type_enum'])).toBe('node_type_enum__old')
})

test('a name that is taken is passed over', () => {
  expect(freeTypeName('e', ['e', 'e__old', 'e__old2'])).toBe('e__old3')
})

test('a long name is cut at a character, never in the middle of one', () => {
  const name = freeTypeName('é'.repeat(31), [])
  expect(new TextEncoder().encode(name).length).toBeLessThanOrEqual(63)
  expect(name).toBe(`${'é'.repeat(29)}__old`)
})
