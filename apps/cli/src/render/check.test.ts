import { expect, test } from 'vitest'
import { renderCheck } from './check.ts'
import { plain } from './style.ts'

const url = 'postgres://db:5432/omni'

test('every problem is shown in full, then what is pending', () => {
  const problems = [
    { code: 'ENUM_VALUES_MISMATCH', message: "Enum 'mood' differs", hint: 'ALTER TYPE …', details: {} },
    { code: 'INDEX_MISMATCH', message: 'Index i differs', hint: '', details: {} },
  ]
  expect(renderCheck({ url, ok: false, pending: ['005_x'], problems }, plain)).toMatchInlineSnapshot(`
    "postgres://db:5432/omni
    error ENUM_VALUES_MISMATCH
    Enum 'mood' differs

    ALTER TYPE …

    error INDEX_MISMATCH
    Index i differs

    2 problems found, 1 migration pending: 005_x"
  `)
})
