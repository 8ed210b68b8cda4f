import { expect, test } from 'vitest'
import { definitions } from './definitions.ts'
import { nodeType } from './enums/node-type.ts'
import { migrations } from './migrations.ts'

test('the newest migration that declares an enum leaves the labels that applications import', () => {
  for (const definition of definitions) {
    const newest = migrations
      .flatMap(({ enums = [] }) => enums)
      .findLast(({ name }) => name === definition.name)
    expect(newest?.values).toEqual(definition.values)
  }
})

test('a migration has labels of its own, so that a change of the live definition does not reach back', () => {
  const declared = migrations.flatMap(({ enums = [] }) => enums)
  expect(declared).not.toContain(nodeType)
  expect(declared.every(({ values }) => values !== nodeType.values)).toBe(true)
})
