import { createTestDatabase, type TestDatabase } from '@omni/test-postgres'
import type { Client } from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { defineEnum, type Queryable, validateEnumValues } from './index.ts'

const nodeType = defineEnum({ schema: 'app', name: 'node_type', values: ['effect', 'compute'] })

let database: TestDatabase
let client: Client

beforeAll(async () => {
  database = await createTestDatabase()
  client = await database.client()
})
afterAll(() => database.drop())

beforeEach(() => client.query('drop schema if exists app cascade; create schema app; reset search_path'))

test('true where it exists and matches, in any order', async () => {
  await client.query(`create type app.node_type as enum ('compute', 'effect')`)
  expect(await validateEnumValues(client, nodeType)).toBe(true)
})

test('false where it is absent', async () => {
  expect(await validateEnumValues(client, nodeType)).toBe(false)
})

test('false where its schema is absent', async () => {
  expect(await validateEnumValues(client, { ...nodeType, schema: 'absent' })).toBe(false)
})

test('false where only another schema has it', async () => {
  await client.query(`create type public.node_type as enum ('effect', 'compute')`)
  expect(await validateEnumValues(client, nodeType)).toBe(false)
  await client.query('drop type public.node_type')
})

test('throws where labels are missing', async () => {
  await client.query(`create type app.node_type as enum ('effect')`)
  await expect(validateEnumValues(client, nodeType)).rejects.toMatchObject({
    code: 'ENUM_VALUES_MISMATCH',
    details: { missing: ['compute'], extra: [] },
  })
})

test('throws where there are labels too many, but not as a superset', async () => {
  await client.query(`create type app.node_type as enum ('effect', 'compute', 'newer')`)
  await expect(validateEnumValues(client, nodeType)).rejects.toMatchObject({
    code: 'ENUM_VALUES_MISMATCH',
    details: { missing: [], extra: ['newer'] },
  })
  expect(await validateEnumValues(client, nodeType, { mode: 'superset' })).toBe(true)
})

test('throws where labels are missing, as a superset too', async () => {
  await client.query(`create type app.node_type as enum ('effect', 'newer')`)
  await expect(validateEnumValues(client, nodeType, { mode: 'superset' })).rejects.toMatchObject({
    code: 'ENUM_VALUES_MISMATCH',
    details: { missing: ['compute'], extra: ['newer'], mode: 'superset' },
  })
})

test('throws for another order only where the order was asked for', async () => {
  await client.query(`create type app.node_type as enum ('compute', 'effect')`)
  await expect(validateEnumValues(client, nodeType, { mode: 'ordered' })).rejects.toMatchObject({
    code: 'ENUM_VALUES_MISMATCH',
    details: { missing: [], extra: [], orderDiffers: true },
  })
})

test('throws for an enum without labels, which exists', async () => {
  await client.query('create type app.node_type as enum ()')
  await expect(validateEnumValues(client, nodeType)).rejects.toMatchObject({
    code: 'ENUM_VALUES_MISMATCH',
    details: { actual: [], missing: ['effect', 'compute'] },
  })
})

test('throws where no schema is named and the search_path holds none', async () => {
  await client.query(`set search_path = ''`)
  await expect(validateEnumValues(client, { name: 'node_type', values: ['effect'] })).rejects.toMatchObject({
    code: 'SCHEMA_NOT_FOUND',
    hint: 'Name the schema in the definition, or set one: SET search_path = public;',
  })
})

test('is one round trip where it does not throw', async () => {
  const sent: string[] = []
  const counting: Queryable = {
    query: (text, values) => {
      sent.push(text)
      return client.query(text, values)
    },
  }
  expect(await validateEnumValues(counting, nodeType)).toBe(false)
  await client.query(`create type app.node_type as enum ('compute', 'effect')`)
  expect(await validateEnumValues(counting, nodeType)).toBe(true)
  expect(sent).toHaveLength(2)
})

test('the error of a driver comes through as it is', async () => {
  const broken: Queryable = {
    query: () => Promise.reject(Object.assign(new Error('gone'), { code: '57P01' })),
  }
  await expect(validateEnumValues(broken, nodeType)).rejects.toMatchObject({ message: 'gone', code: '57P01' })
})
