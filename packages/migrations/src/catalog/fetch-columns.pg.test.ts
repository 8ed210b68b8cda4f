import { afterAll, beforeAll, expect, test } from 'vitest'
import { type OpenDatabase, openDatabase } from '../../test/open-database.ts'
import { fetchColumns } from './fetch-columns.ts'

let open: OpenDatabase
beforeAll(async () => {
  open = await openDatabase()
  await open.sql(`create type mood as enum ('good'); create function f() returns int language sql as 'select 1';
    create extension "uuid-ossp";
    create table t (
      gone int,
      a varchar(7) collate "C" not null default 'x',
      b mood[],
      c uuid default uuid_generate_v4(),
      d int default f(),
      e text generated always as (upper(a)) stored
    );
    alter table t drop column gone`)
})
afterAll(() => open.close())

test('the columns of a table come in order, without dropped ones, with what type and default are made of', async () => {
  const plain = {
    typeSchema: 'pg_catalog',
    typeKind: 'b',
    elementSchema: null,
    elementName: null,
    typmod: -1,
    collationSchema: null,
    collation: null,
    notNull: false,
    unprovenNotNull: null,
    generated: '',
    default: null,
    defaultFunctions: null,
  }
  const rows = await fetchColumns(open.pool, 'public', 't')
  expect(rows.map((row) => ({ ...row, default: row.default?.replace(/upper.*/, 'upper…') ?? null }))).toEqual(
    [
      {
        ...plain,
        name: 'a',
        typeName: 'varchar',
        typmod: 11,
        typeText: 'character varying(7)',
        collationSchema: 'pg_catalog',
        collation: 'C',
        notNull: true,
        default: "'x'::character varying",
      },
      {
        ...plain,
        name: 'b',
        typeSchema: 'public',
        typeName: '_mood',
        elementSchema: 'public',
        elementName: 'mood',
        typeText: 'mood[]',
      },
      {
        ...plain,
        name: 'c',
        typeName: 'uuid',
        typeText: 'uuid',
        default: 'uuid_generate_v4()',
        defaultFunctions: ['uuid-ossp.uuid_generate_v4'],
      },
      { ...plain, name: 'd', typeName: 'int4', typeText: 'integer', default: 'f()', defaultFunctions: ['f'] },
      { ...plain, name: 'e', typeName: 'text', typeText: 'text', generated: 's', default: 'upper…' },
    ],
  )
})

test('a table that does not exist has none', async () => {
  expect(await fetchColumns(open.pool, 'public', 'nothing')).toEqual([])
})
