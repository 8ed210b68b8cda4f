import { expect, test } from 'vitest'
import { quoteLiteral } from './quote-literal.ts'

test('a plain label is put in single quotes', () => {
  expect(quoteLiteral('effect')).toBe("'effect'")
})

test('single quotes are doubled', () => {
  expect(quoteLiteral("it's")).toBe("'it''s'")
})

test('a backslash makes it an escape string, which reads the same under any setting', () => {
  expect(quoteLiteral("\\'; drop table x; --")).toBe("E'\\\\''; drop table x; --'")
})

test('the empty label, dollar quotes and percent signs need nothing', () => {
  expect(['', '$$', '%s'].map(quoteLiteral)).toEqual(["''", "'$$'", "'%s'"])
})
