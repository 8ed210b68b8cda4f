import { expect, test } from 'vitest'
import { canonicalIdentity } from './canonical-identity.ts'

test('quotes that a name does not need are removed', () => {
  expect(canonicalIdentity('"k"."f"("k"."e",pg_catalog.text)')).toBe('k.f(k.e,pg_catalog.text)')
})

test('quotes that a name needs stay, doubled ones too', () => {
  expect(canonicalIdentity('"We""ird"."order" on k."T"')).toBe('"We""ird"."order" on k."T"')
})
