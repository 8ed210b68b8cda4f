import { afterAll, beforeAll, expect, test } from 'vitest'
import { type OpenDatabase, openDatabase } from '../../test/open-database.ts'
import { fetchIndexes } from './fetch-indexes.ts'

let open: OpenDatabase
beforeAll(async () => {
  open = await openDatabase()
  await open.sql(`create table t (a int, b text, c jsonb constraint d unique);
    create unique index i on t (a desc nulls last, lower(b) text_pattern_ops) include (c) where a > 0;
    create index j on t using gin (c jsonb_path_ops)`)
})
afterAll(() => open.close())

test('an index comes with its keys in order, and everything that makes it another one', async () => {
  const [i, j] = await fetchIndexes(open.pool, 'public', ['i', 'j', 'nothing'])
  const plain = { expression: null, descending: false, nullsFirst: false, opclassSchema: 'pg_catalog' }
  expect(i).toEqual({
    name: 'i',
    relkind: 'i',
    table: 't',
    method: 'btree',
    isUnique: true,
    isValid: true,
    constraint: null,
    predicate: '(a > 0)',
    keys: [
      {
        ...plain,
        column: 'a',
        descending: true,
        opclass: 'int4_ops',
        isDefaultOpclass: true,
        isOwnCollation: true,
      },
      {
        ...plain,
        column: null,
        expression: 'lower(b)',
        opclass: 'text_pattern_ops',
        isDefaultOpclass: false,
        isOwnCollation: true,
      },
    ],
    included: ['c'],
  })
  expect(j).toMatchObject({ method: 'gin', keys: [{ opclass: 'jsonb_path_ops', isDefaultOpclass: false }] })
})

test('an index behind a constraint names it', async () => {
  expect(await fetchIndexes(open.pool, 'public', ['d'])).toMatchObject([{ constraint: 'd', isUnique: true }])
})
