import { expect, test } from 'vitest'
import { normalizeExpression } from './normalize-expression.ts'

test.each([
  ['now()', 'now()'],
  ['pg_catalog.now()', 'now()'],
  ['"pg_catalog"."now"()', 'now()'],
  ['CURRENT_TIMESTAMP', 'now()'],
  ['"We""ird. Schema".uuid_generate_v4()', 'uuid_generate_v4()'],
  ["'{}'::jsonb", "'{}'::jsonb"],
  [`'{}'::"pg_catalog"."jsonb"`, "'{}'::jsonb"],
])('%s means %s', (expression, meaning) => {
  expect(normalizeExpression(expression)).toBe(meaning)
})

test.each([
  ['CURRENT_TIMESTAMP(3)', 'now()'],
  ['clock_timestamp()', 'now()'],
  [`'{"a": "pg_catalog.x"}'::jsonb`, "'{}'::jsonb"],
  ["'now()'", 'now()'],
  ["now() - '1 day'::interval", 'now()'],
])('%s does not mean %s', (expression, meaning) => {
  expect(normalizeExpression(expression)).not.toBe(meaning)
})

test('what is inside a literal stays as it is', () => {
  expect(normalizeExpression(`'a.b "c" it''s'::text`)).toBe(`'a.b "c" it''s'::text`)
})
