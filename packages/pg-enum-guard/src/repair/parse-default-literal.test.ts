import { expect, test } from 'vitest'
import { parseDefaultLiteral } from './parse-default-literal.ts'

test('a label with its cast is a literal, whatever the name of the type', () => {
  for (const type of ['e', 'public.e', '"Weird ""e"""', '"A b"."C d"', 'größe', 'e[]']) {
    expect(parseDefaultLiteral(`'a'::${type}`)?.sql).toBe("'a'")
  }
})

test('quotes and backslashes in a label are read', () => {
  expect(parseDefaultLiteral("'it''s'::e")?.mentions("it's")).toBe(true)
  expect(parseDefaultLiteral("E'a\\\\b'::e")?.mentions('a\\b')).toBe(true)
})

test('no default, a call and a longer expression are no literal', () => {
  expect(parseDefaultLiteral(null)).toBe(null)
  expect(parseDefaultLiteral('my_default()')).toBe(null)
  expect(parseDefaultLiteral("'a'::e || 'b'::e")).toBe(null)
  expect(parseDefaultLiteral("('a'::text || 'b'::text)::e")).toBe(null)
})

test('an array literal mentions each of its labels', () => {
  expect(parseDefaultLiteral("'{a,b}'::e[]")?.mentions('b')).toBe(true)
})
