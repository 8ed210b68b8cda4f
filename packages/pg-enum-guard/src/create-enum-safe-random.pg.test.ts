import { createTestDatabase, type TestDatabase } from '@omni/test-postgres'
import fc from 'fast-check'
import type { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkEnums, createEnumSafe, dropEnumSafe, listEnums } from './index.ts'

let database: TestDatabase
let client: Client

beforeAll(async () => {
  database = await createTestDatabase()
  client = await database.client()
  await client.query('create schema app')
})
afterAll(() => database.drop())

/** Any text that PostgreSQL stores: well-formed, without NUL, of at most 63 bytes. */
const text = (minLength: number) =>
  fc
    .string({ unit: 'binary', minLength, maxLength: 30 })
    .filter((value) => !value.includes('\0') && new TextEncoder().encode(value).length <= 63)

const definition = fc.record({
  schema: fc.constant('app'),
  name: text(1),
  values: fc.uniqueArray(text(0), { minLength: 1, maxLength: 12 }),
})

test('whatever the name and the labels, what is created is what is read, and is dropped again', async () => {
  await fc.assert(
    fc.asyncProperty(definition, fc.boolean(), fc.boolean(), async (wanted, isStandard, isInside) => {
      await client.query(`set standard_conforming_strings = ${isStandard ? 'on' : 'off'}`)
      if (isInside) await client.query('begin')
      expect(await createEnumSafe(client, wanted)).toBe('created')
      expect(await createEnumSafe(client, wanted, { mode: 'ordered' })).toBe('exists')
      expect(await checkEnums(client, [wanted])).toMatchObject([{ status: 'matches', actual: wanted.values }])
      expect(await listEnums(client, { schema: 'app' })).toMatchObject([
        { name: wanted.name, labels: wanted.values },
      ])
      expect(await dropEnumSafe(client, wanted)).toBe('dropped')
      if (isInside) await client.query('commit')
      expect(await listEnums(client, { schema: 'app' })).toEqual([])
    }),
    { numRuns: 150 },
  )
})
