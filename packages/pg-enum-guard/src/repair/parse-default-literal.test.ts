import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseDefaultLiteral, renderDefaultLiteral } from './parse-default-literal.ts'

const labelsOf = (expression: string | null) => parseDefaultLiteral(expression)?.labels

const render = (expression: string, removed: readonly string[] = []) => {
  const literal = parseDefaultLiteral(expression)
  return literal === null ? null : renderDefaultLiteral(literal, 'public.e', removed, '…')
}

test('a label with its cast is a literal, whatever the name of the type', () => {
  for (const type of ['e', 'public.e', '"Weird ""e"""', '"A b"."C d"', 'größe']) {
    expect(labelsOf(`'a'::${type}`)).toEqual(['a'])
  }
})

test('quotes and backslashes in a label are read', () => {
  expect(labelsOf("'it''s'::e")).toEqual(["it's"])
  expect(labelsOf("'a\\b'::e")).toEqual(['a\\b'])
})

test('no default, a call, a longer expression and an array of more dimensions are no literal', () => {
  expect(parseDefaultLiteral(null)).toBe(null)
  expect(parseDefaultLiteral('my_default()')).toBe(null)
  expect(parseDefaultLiteral("'a'::e || 'b'::e")).toBe(null)
  expect(parseDefaultLiteral("('a'::text || 'b'::text)::e")).toBe(null)
  expect(parseDefaultLiteral("'{{a},{b}}'::e[]")).toBe(null)
  expect(parseDefaultLiteral("'[0:1]={a,b}'::e[]")).toBe(null)
  expect(parseDefaultLiteral("ARRAY['a'::e, f()]")).toBe(null)
})

test('an array is read in both of its forms', () => {
  expect(labelsOf(`'{a,"b c","it''s",NULL,"NULL",""}'::e[]`)).toEqual(['a', 'b c', "it's", null, 'NULL', ''])
  expect(labelsOf(`'{"a\\\\b","\\"c\\""}'::e[]`)).toEqual(['a\\b', '"c"'])
  expect(labelsOf("ARRAY['a'::public.e, NULL::public.e, 'it''s'::public.e]")).toEqual(['a', null, "it's"])
  expect([labelsOf("'{}'::e[]"), labelsOf('ARRAY[]::e[]')]).toEqual([[], []])
})

test('a default that keeps all its labels keeps its form', () => {
  expect(render("'a'::old", ['x'])).toBe("'a'")
  expect(render("'{a,b}'::old[]", ['x', ''])).toBe("'{a,b}'")
  expect(render("ARRAY['a'::old, 'b'::old]", ['x'])).toBe("ARRAY['a', 'b']::public.e[]")
})

test('a blank stands for each label that goes', () => {
  expect(render("'x'::old", ['x'])).toBe('…')
  expect(render("'{a,x,NULL}'::old[]", ['x'])).toBe("ARRAY['a', …, NULL]::public.e[]")
  expect(render("ARRAY['x'::old]", ['x'])).toBe('ARRAY[…]::public.e[]')
})

test('a label that is a part of another does not go with it', () => {
  expect(render("'{abc}'::old[]", ['b'])).toBe("'{abc}'")
})

test('any list of labels is read as the server writes it', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' })), (labels) => {
      const items = labels.map((label) => `"${label.replaceAll(/["\\]/g, '\\$&')}"`)
      const text = `{${items.join(',')}}`.replaceAll("'", "''")
      expect(labelsOf(`'${text}'::e[]`)).toEqual(labels)
    }),
  )
})
