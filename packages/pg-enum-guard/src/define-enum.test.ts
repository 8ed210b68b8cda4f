import type { Insertable, Kysely, Selectable } from 'kysely'
import { expect, expectTypeOf, test } from 'vitest'
import { assertEnumDefinition, assertEnumRef, defineEnum, type EnumValue } from './define-enum.ts'
import { isOmniError } from './errors/omni-error.ts'

function refusalOf(act: () => unknown): string {
  try {
    act()
  } catch (error) {
    if (isOmniError(error) && error.code === 'ENUM_DEFINITION_INVALID')
      return `${error.message} | ${error.hint}`
    throw error
  }
  throw new Error('it was accepted')
}

test('a definition keeps its labels in order and cannot be changed afterwards', () => {
  const labels = ['effect', 'compute'] as const
  const nodeType = defineEnum({ schema: 'app', name: 'node_type_enum', values: labels })
  expect(nodeType).toEqual({ schema: 'app', name: 'node_type_enum', values: ['effect', 'compute'] })
  expect(Object.isFrozen(nodeType)).toBe(true)
  expect(Object.isFrozen(nodeType.values)).toBe(true)
  expect(nodeType.values).not.toBe(labels)
})

test('a definition without a schema has no such key', () => {
  expect(Object.keys(defineEnum({ name: 'e', values: ['a'] }))).toEqual(['name', 'values'])
  expect(Object.keys(defineEnum({ schema: undefined, name: 'e', values: ['a'] }))).toEqual(['name', 'values'])
})

test('the labels are literal types, without as const', () => {
  const nodeType = defineEnum({ name: 'node_type_enum', values: ['effect', 'compute'] })
  expectTypeOf<EnumValue<typeof nodeType>>().toEqualTypeOf<'effect' | 'compute'>()
  // @ts-expect-error a label that the enum does not have
  const wrong: EnumValue<typeof nodeType> = 'efect'
  expect(nodeType.values).not.toContain(wrong)
})

test('the labels are a column type of Kysely, and a wrong one does not compile', () => {
  const nodeType = defineEnum({ name: 'node_type_enum', values: ['effect', 'compute'] })
  interface Nodes {
    id: number
    kind: EnumValue<typeof nodeType>
  }
  expectTypeOf<Selectable<Nodes>['kind']>().toEqualTypeOf<'effect' | 'compute'>()
  expectTypeOf<Insertable<Nodes>['kind']>().toEqualTypeOf<'effect' | 'compute'>()
  const insert = (db: Kysely<{ nodes: Nodes }>) => {
    db.insertInto('nodes').values({ id: 1, kind: 'effect' })
    // @ts-expect-error a label that the enum does not have
    db.insertInto('nodes').values({ id: 1, kind: 'efect' })
    // @ts-expect-error a label that the enum does not have
    db.selectFrom('nodes').where('kind', '=', 'efect')
  }
  expect(insert).toBeTypeOf('function')
})

test('an enum without labels is refused', () => {
  expect(refusalOf(() => defineEnum({ name: 'e', values: [] }))).toMatchInlineSnapshot(
    `"Invalid enum definition: enum 'e': it has no labels | List at least one label in values."`,
  )
})

test('a label that is listed twice is refused', () => {
  expect(refusalOf(() => defineEnum({ name: 'e', values: ['a', 'b', 'a'] }))).toMatchInlineSnapshot(
    `"Invalid enum definition: enum 'e': label 'a' is listed twice | Remove one of the two."`,
  )
})

test('an empty name and an empty schema are refused', () => {
  expect(refusalOf(() => defineEnum({ name: '', values: ['a'] }))).toMatchInlineSnapshot(
    `"Invalid enum definition: an enum: its name is empty | Give it a name."`,
  )
  expect(refusalOf(() => defineEnum({ schema: '', name: 'e', values: ['a'] }))).toMatchInlineSnapshot(
    `"Invalid enum definition: the schema of enum 'e': it is empty | Leave it out for current_schema(), or name one."`,
  )
})

test('63 bytes are accepted in names, schemas and labels, whatever the characters', () => {
  const longest = ['x'.repeat(63), `${'é'.repeat(31)}x`, '漢'.repeat(21), `${'😀'.repeat(15)}xyz`]
  for (const text of longest) {
    expect(new TextEncoder().encode(text).length).toBe(63)
    expect(defineEnum({ schema: text, name: text, values: [text] }).values).toEqual([text])
  }
})

test('64 bytes are refused in names, schemas and labels, though they be fewer characters', () => {
  const tooLong = ['x'.repeat(64), 'é'.repeat(32), `${'漢'.repeat(21)}x`, '😀'.repeat(16)]
  for (const text of tooLong) {
    expect(new TextEncoder().encode(text).length).toBe(64)
    for (const definition of [
      { name: text, values: ['a'] },
      { schema: text, name: 'e', values: ['a'] },
      { name: 'e', values: ['a', text] },
    ]) {
      expect(refusalOf(() => defineEnum(definition))).toContain(
        'it takes 64 bytes in UTF-8, PostgreSQL keeps 63',
      )
    }
  }
  expect(refusalOf(() => defineEnum({ name: 'e', values: ['é'.repeat(32)] }))).toMatchInlineSnapshot(
    `"Invalid enum definition: label "éééééééééééééééééééééééééééééééé" of enum 'e': it takes 64 bytes in UTF-8, PostgreSQL keeps 63 | Shorten it to 63 bytes; a character outside ASCII takes two to four."`,
  )
})

test('NUL and a lone surrogate are refused in names, schemas and labels', () => {
  for (const text of ['a\0b', 'a\ud83d', '\ude00b']) {
    for (const definition of [
      { name: text, values: ['a'] },
      { schema: text, name: 'e', values: ['a'] },
      { name: 'e', values: ['a', text] },
    ]) {
      expect(refusalOf(() => defineEnum(definition))).toMatch(/contains (NUL|a lone surrogate)/)
    }
  }
  expect(refusalOf(() => defineEnum({ name: 'e', values: ['a\0'] }))).toMatchInlineSnapshot(
    `"Invalid enum definition: label "a\\u0000" of enum 'e': it contains NUL | PostgreSQL stores no NUL in text: remove it."`,
  )
  expect(refusalOf(() => defineEnum({ name: 'e', values: ['\ud83d'] }))).toMatchInlineSnapshot(
    `"Invalid enum definition: label "\\ud83d" of enum 'e': it contains a lone surrogate | It would be stored as U+FFFD: write the whole character."`,
  )
})

test('the schemas of PostgreSQL itself are refused', () => {
  for (const schema of ['pg_catalog', 'pg_toast', 'pg_temp', 'pg_temp_3', 'pg_mine', 'information_schema']) {
    expect(refusalOf(() => defineEnum({ schema, name: 'e', values: ['a'] }))).toContain('is reserved')
  }
  expect(
    refusalOf(() => defineEnum({ schema: 'pg_catalog', name: 'e', values: ['a'] })),
  ).toMatchInlineSnapshot(
    `"Invalid enum definition: the schema of enum 'e': 'pg_catalog' is reserved for PostgreSQL itself | Use a schema of your own, such as public."`,
  )
})

test('schemas that only look like those of PostgreSQL are accepted', () => {
  for (const schema of ['pgcatalog', 'PG_CATALOG', 'public', 'Information_Schema', ' pg_x']) {
    expect(defineEnum({ schema, name: 'e', values: ['a'] }).schema).toBe(schema)
  }
})

test('odd labels that PostgreSQL stores as they stand are accepted', () => {
  const values = [
    '',
    ' ',
    'NULL',
    'null',
    '{a,b}',
    ',',
    '"',
    "'",
    '\\',
    '\u202e',
    'e\u0301',
    '\u00e9',
    '\n',
    '$$',
    '--',
  ]
  expect(defineEnum({ name: 'e', values }).values).toEqual(values)
})

test('definitions that came from JSON or plain JavaScript are refused where their shape is wrong', () => {
  const broken: unknown[] = [
    null,
    'node_type_enum',
    { name: 7, values: ['a'] },
    { values: ['a'] },
    { name: 'e' },
    { name: 'e', values: 'abc' },
    { name: 'e', values: ['a', 1] },
    { name: 'e', values: ['a', null] },
    { schema: null, name: 'e', values: ['a'] },
    // A hole in the list.
    { name: 'e', values: new Array(1) },
  ]
  for (const value of broken) {
    expect(refusalOf(() => assertEnumDefinition(value as never))).toContain('Invalid enum definition')
  }
})

test('a reference is refused on the same grounds as a definition', () => {
  expect(refusalOf(() => assertEnumRef({ name: '' }))).toContain('its name is empty')
  expect(refusalOf(() => assertEnumRef({ schema: 'pg_temp', name: 'e' }))).toContain('is reserved')
  expect(refusalOf(() => assertEnumRef({ name: 'é'.repeat(32) }))).toContain('64 bytes')
  expect(() => assertEnumRef({ name: 'e' })).not.toThrow()
})
