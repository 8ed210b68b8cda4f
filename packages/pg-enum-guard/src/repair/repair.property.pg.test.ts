import { createTestDatabase, type TestDatabase } from '@omni/test-postgres'
import fc from 'fast-check'
import type { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CompareMode } from '../compare-labels.ts'
import { compareLabels } from '../compare-labels.ts'
import { defineEnum } from '../define-enum.ts'
import { qualifiedName } from '../sql/quote-identifier.ts'
import { quoteLiteral } from '../sql/quote-literal.ts'
import { mismatchOf } from '../testing/follow-remedies.ts'
import { fillBlanks, readPrintedStatements } from '../testing/read-printed-statements.ts'
import { resetSchemas } from '../testing/reset-schemas.ts'
import { validateEnumValues } from '../validate-enum-values.ts'

let database: TestDatabase
let client: Client
beforeAll(async () => {
  database = await createTestDatabase()
  client = await database.client()
})
afterAll(() => database.drop())

const isStorable = (text: string) => !text.includes('\0') && new TextEncoder().encode(text).length <= 63

// Few enough to meet often, odd enough to break any quoting.
const label = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('a', 'b', 'c', 'd', 'NULL', '', ' ', "it's", '\\', '"', '{a,b}') },
  {
    weight: 2,
    arbitrary: fc.constantFrom('…', "'…'", ';', '--', '$$', '\n', '\t', '\u202e', 'e\u0301', 'é', '😀'),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 8 }).filter(isStorable) },
)
const name = fc.oneof(
  fc.constantFrom('e', 'order', 'MixedCase', 'with "quotes"', 'line\nbreak', 'back\\slash', 'e__old'),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }).filter(isStorable),
)

const drift = fc.record({
  name,
  mode: fc.constantFrom<CompareMode>('set', 'ordered', 'superset'),
  expected: fc.uniqueArray(label, { minLength: 1, maxLength: 6 }),
  actual: fc.uniqueArray(label, { maxLength: 6 }),
  /** Positions in `actual`, taken modulo its length: the values of two columns, and their defaults. */
  rows: fc.array(fc.tuple(fc.nat(5), fc.array(fc.nat(5), { maxLength: 3 })), { maxLength: 4 }),
  defaults: fc.option(fc.tuple(fc.nat(5), fc.array(fc.nat(5), { maxLength: 3 }))),
})

type Drift = typeof drift extends fc.Arbitrary<infer Value> ? Value : never

const TABLE = '"a table of rows"'

const arrayOf = (labels: readonly string[], type: string) =>
  `array[${labels.map(quoteLiteral).join(', ')}]::${type}[]`

/** Makes the enum and a table of it; returns what stands in the table, row by row. */
async function create({ name, actual, rows, defaults }: Drift): Promise<unknown[]> {
  const type = qualifiedName('public', name)
  const at = (position: number) => actual[position % actual.length] ?? ''
  const defaultOf = (value: string) => (defaults === null || actual.length === 0 ? '' : `default ${value}`)
  const [one, several] = defaults ?? [0, []]
  await resetSchemas(client)
  await client.query(`create type ${type} as enum (${actual.map(quoteLiteral).join(', ')})`)
  await client.query(`create table ${TABLE} (
    id int,
    k ${type} ${defaultOf(quoteLiteral(at(one)))},
    ks ${type}[] ${defaultOf(arrayOf(several.map(at), type))}
  )`)
  if (actual.length === 0) return []
  for (const [id, [value, values]] of rows.entries()) {
    await client.query(`insert into ${TABLE} values ($1, $2, $3)`, [id, at(value), values.map(at)])
  }
  return rows.map(([value, values], id) => ({ id, k: at(value), ks: values.map(at) }))
}

async function contents(): Promise<unknown[]> {
  const { rows } = await client.query(`select id, k::text, ks::text[] from ${TABLE} order by id`)
  return rows
}

function withChanged(rows: unknown[], change: (label: string) => string): unknown[] {
  return (rows as { id: number; k: string; ks: string[] }[]).map(({ id, k, ks }) => ({
    id,
    k: change(k),
    ks: ks.map(change),
  }))
}

test('whatever the difference, the printed statements repair it and change no other value', async () => {
  await fc.assert(
    fc.asyncProperty(drift, async (drift) => {
      const { name, expected, actual, mode } = drift
      const { matches, extra } = compareLabels(expected, actual, mode)
      fc.pre(!matches)
      const definition = defineEnum({ schema: 'public', name, values: expected })
      const chosen = expected[0] ?? ''
      const before = await create(drift)
      const { message } = await mismatchOf(client, definition, { mode })
      const printed = readPrintedStatements(message)

      for (const statement of printed.repair) await client.query(fillBlanks(statement, quoteLiteral(chosen)))
      expect(await validateEnumValues(client, definition, { mode })).toBe(true)
      const isRemoved = (text: string) => mode !== 'superset' && extra.includes(text)
      expect(await contents()).toEqual(withChanged(before, (text) => (isRemoved(text) ? chosen : text)))

      if (printed.rename === null) return
      await create(drift)
      for (const statement of printed.rename) await client.query(statement)
      expect(await validateEnumValues(client, definition, { mode })).toBe(true)
      const renamed = expected.find((text) => !actual.includes(text)) ?? ''
      expect(await contents()).toEqual(withChanged(before, (text) => (extra.includes(text) ? renamed : text)))
    }),
    { numRuns: 60 },
  )
})

test('no label and no name breaks the layout: sentences, statements and their order stay where they belong', async () => {
  await fc.assert(
    fc.asyncProperty(drift, async (drift) => {
      const { name, expected, actual, mode } = drift
      fc.pre(!compareLabels(expected, actual, mode).matches)
      await create(drift)
      const { message } = await mismatchOf(client, defineEnum({ schema: 'public', name, values: expected }), {
        mode,
      })
      const shape =
        /^MIGRATION VALIDATION FAILED: Enum '.*' exists with incompatible values!\n( {2}.*\n){4,6}\nTo fix this issue:\n {2}1\. .*\n( {5,}.*\n)+ {2}2\. Re-run the migration\n {2}OR\n {2}3\. Drop the enum: .*(\n {5}.*)+$/
      expect(message).toMatch(shape)
      expect(message.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u)
    }),
    { numRuns: 30 },
  )
})
