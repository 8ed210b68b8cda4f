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

test('what could not be seen is escaped, so that a literal is one line and looks like what it is', () => {
  expect(quoteLiteral('two\nlines')).toBe("E'two\\u000alines'")
  expect(quoteLiteral('a\u202eb\\')).toBe("E'a\\u202eb\\\\'")
  expect(quoteLiteral('\u{e0041}')).toBe("E'\\U000e0041'")
  expect(quoteLiteral('no\u00a0break')).toBe("E'no\\u00a0break'")
})

test('accents stay as they are where they are composed as usual, else their marks show', () => {
  expect(quoteLiteral('\u00e9')).toBe("'\u00e9'")
  expect(quoteLiteral('e\u0301')).toBe("E'e\\u0301'")
})
