import { expect, test } from 'vitest'
import { planSearchPath } from './plan-search-path.ts'

test.each([
  ['"$user", public', null, '"$user", public, pg_temp'],
  ['public', 'app', 'app, public, pg_temp'],
  ['', null, 'pg_temp'],
  ['', 'App', '"App", pg_temp'],
  ['public, pg_temp', null, 'public, pg_temp'],
  ['PG_TEMP, public', null, 'PG_TEMP, public'],
  ['"pg_temp", public', null, '"pg_temp", public'],
  ['"a, pg_temp", "b""c"', null, '"a, pg_temp", "b""c", pg_temp'],
])('%s with schema %s becomes %s', (path, schema, expected) => {
  expect(planSearchPath(path, schema)).toBe(expected)
})
