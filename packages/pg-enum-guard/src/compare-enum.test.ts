import { expect, test } from 'vitest'
import type { EnumStateRow } from './catalog/fetch-enum-states.ts'
import { compareEnum } from './compare-enum.ts'

const definition = { name: 'e', values: ['a', 'b'] }
const absent: EnumStateRow = {
  position: 1,
  schema: 'public',
  schemaExists: true,
  typtype: null,
  relkind: null,
  labels: null,
  extension: null,
  shadowingSchema: null,
  oid: null,
}

test('an enum with the labels of the code matches', () => {
  expect(compareEnum(definition, { ...absent, typtype: 'e', labels: ['b', 'a'] })).toEqual({
    status: 'matches',
    schema: 'public',
    name: 'e',
    expected: ['a', 'b'],
    actual: ['b', 'a'],
    missing: [],
    extra: [],
    orderDiffers: true,
    mode: 'set',
    holder: null,
    extension: null,
    shadowedBy: null,
  })
})

test('an enum without labels exists and differs', () => {
  expect(compareEnum(definition, { ...absent, typtype: 'e', labels: [] })).toMatchObject({
    status: 'differs',
    actual: [],
    missing: ['a', 'b'],
  })
})

test('nothing of the name is absent, and lacks every label', () => {
  expect(compareEnum(definition, absent)).toMatchObject({
    status: 'absent',
    actual: null,
    missing: ['a', 'b'],
    extra: [],
  })
})

test('a schema that does not exist is told from an enum that does not', () => {
  expect(compareEnum(definition, { ...absent, schemaExists: false }).status).toBe('no-schema')
})

test('the kind of what holds the name is said, also where a relation does', () => {
  const kindOf = (typtype: string, relkind: string | null = null) =>
    compareEnum(definition, { ...absent, typtype, relkind })
  expect(kindOf('d')).toMatchObject({
    status: 'name-taken',
    holder: { kind: 'domain', identity: 'public.e' },
    actual: null,
  })
  const pairs = [
    ['b', null, 'base type'],
    ['r', null, 'range type'],
    ['m', null, 'multirange type'],
    ['p', null, 'pseudo-type'],
    ['c', 'c', 'composite type'],
    ['c', 'r', 'table'],
    ['c', 'p', 'partitioned table'],
    ['c', 'v', 'view'],
    ['c', 'm', 'materialized view'],
    ['c', 'f', 'foreign table'],
    ['?', null, 'type'],
  ] as const
  for (const [typtype, relkind, kind] of pairs) {
    expect(kindOf(typtype, relkind).holder?.kind).toBe(kind)
  }
})

test('a type that shadows it is named with its schema', () => {
  expect(
    compareEnum({ ...definition, name: 'order' }, { ...absent, shadowingSchema: 'Evil' }).shadowedBy,
  ).toBe('"Evil"."order"')
})
