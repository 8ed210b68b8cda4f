import { expect, test } from 'vitest'
import { qualifiedName, quoteIdentifier } from './quote-identifier.ts'

test('plain lower-case names stay as they are', () => {
  expect(quoteIdentifier('node_type_2')).toBe('node_type_2')
})

test('capitals, spaces, leading digits, dollars, Unicode and the empty name are quoted', () => {
  expect(['NodeType', 'node type', '2nd', 'a$b', 'größe', ''].map(quoteIdentifier)).toEqual([
    '"NodeType"',
    '"node type"',
    '"2nd"',
    '"a$b"',
    '"größe"',
    '""',
  ])
})

test('double quotes inside a name are doubled', () => {
  expect(quoteIdentifier('a"; drop table x; --')).toBe('"a""; drop table x; --"')
})

test('reserved words are quoted, words that only look reserved are not', () => {
  expect(
    ['order', 'user', 'values', 'system_user', 'json_table', 'type', 'name'].map(quoteIdentifier),
  ).toEqual(['"order"', '"user"', '"values"', '"system_user"', '"json_table"', 'type', 'name'])
})

test('a qualified name quotes its parts one by one', () => {
  expect(qualifiedName('public', 'order')).toBe('public."order"')
})

test('what could not be seen is escaped, and only then a backslash is', () => {
  expect(quoteIdentifier('two\nlines')).toBe('U&"two\\000alines"')
  expect(quoteIdentifier('a\\\u202e"')).toBe('U&"a\\\\\\202e"""')
  expect(quoteIdentifier('\u{e0041}')).toBe('U&"\\+0e0041"')
  expect(quoteIdentifier('a\\b')).toBe('"a\\b"')
})
