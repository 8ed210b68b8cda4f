import { PGlite } from '@electric-sql/pglite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createEnumSafe, validateEnumValues } from './index.ts'
import { nodeType, tour } from './testing/tour.ts'

let pglite: PGlite
beforeAll(async () => {
  pglite = await PGlite.create()
})
afterAll(() => pglite.close())

test('every function works through PGlite, which stays open', async () => {
  await tour(pglite)
  expect((await pglite.query('select 1 as open')).rows).toEqual([{ open: 1 }])
})

test('every function works through a transaction of PGlite', async () => {
  await pglite.transaction((transaction) => tour(transaction))
})

test('an enum that a transaction of PGlite creates is gone when it rolls back', async () => {
  await pglite.transaction(async (transaction) => {
    expect(await createEnumSafe(transaction, nodeType)).toBe('created')
    expect(await createEnumSafe(transaction, nodeType)).toBe('exists')
    await transaction.rollback()
  })
  expect(await validateEnumValues(pglite, nodeType)).toBe(false)
})
