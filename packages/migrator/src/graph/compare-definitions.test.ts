import { expect, test } from 'vitest'
import { compareDefinitions } from './compare-definitions.ts'

const migrations = [
  { name: '001_color', enums: [{ name: 'color', values: ['red', 'green'] }], async up() {} },
]
const messages = (values: string[], name = 'color') =>
  compareDefinitions([{ name, values }], migrations, 'public').map(
    ({ code, message }) => `${code}: ${message}`,
  )

test('a definition with the labels of the last migration is fine, in any order', () => {
  expect(messages(['green', 'red'])).toEqual([])
})

test('a label differs in either direction', () => {
  expect(messages(['red', 'blue']).join()).toMatchInlineSnapshot(`
    "DEFINITION_NOT_MIGRATED: Enum 'color' is defined for applications with other labels than migration "001_color" leaves behind
      Only in the definition: 'blue'
      Only in the migration: 'green'"
  `)
})

test('no migration declares the definition', () => {
  expect(messages(['s'], 'size').join()).toMatchInlineSnapshot(
    `"DEFINITION_NOT_MIGRATED: Enum 'size' is defined for applications, but no migration declares it"`,
  )
})
