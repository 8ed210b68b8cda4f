import { afterAll, beforeAll, expect, test } from 'vitest'
import { type OpenDatabase, openDatabase } from '../../test/open-database.ts'
import { fetchTableDependents } from './fetch-table-dependents.ts'

let open: OpenDatabase
beforeAll(async () => {
  open = await openDatabase()
})
afterAll(() => open.close())

test('what blocks the drop of a table is what the server says blocks it, each of them once', async () => {
  await open.sql(`create table t (id int primary key, a text, n serial);
    create view v as select a from t; create view on_v as select * from v; create materialized view m as select * from t;
    create table r (id int references t, w t); create table c () inherits (t); create domain d as t;
    create table s (n int default nextval('t_n_seq'));
    create function f(t) returns int language sql as 'select 1';
    create function g() returns bigint language sql begin atomic select count(*) from t; end;
    create policy p on r using (exists (select from t)); create policy q on t using (a = '')`)
  const refusal: unknown = await open.sql('drop table t restrict').catch((error: unknown) => error)
  const detail = refusal instanceof Error && 'detail' in refusal ? String(refusal.detail) : ''
  const rows = await fetchTableDependents(open.pool, 'public', 't')
  const blocking = rows.filter(({ isPart }) => !isPart)
  expect(blocking.map(({ kind, identity }) => `${kind} ${identity}`)).toEqual([
    'default value for public.c.n',
    'default value for public.s.n',
    'function public.f(public.t)',
    'function public.g()',
    'materialized view public.m',
    'policy p on public.r',
    'table public.c',
    'table column public.r.w',
    'table constraint r_id_fkey on public.r',
    'type public.d',
    'view public.v',
  ])
  // it lists as many: one view more, which is on a view, and not the default of a table that goes as a whole
  expect(detail.split('\n')).toHaveLength(blocking.length)
  expect(rows.find(({ identity }) => identity === 'public.v')?.columns).toEqual(['a'])
})

test('the extension that a table belongs to is named', async () => {
  await open.sql('create extension hstore; create table e (id int); alter extension hstore add table e')
  const rows = await fetchTableDependents(open.pool, 'public', 'e')
  expect(rows.filter(({ isPart }) => !isPart)).toEqual([
    { kind: 'extension', identity: 'hstore', isPart: false, columns: [] },
  ])
})

test('a table with nothing but its own parts has none that block', async () => {
  await open.sql(`create table alone (id serial primary key, a text check (a <> ''), up int references alone);
    create index on alone (a); create trigger t before update on alone for each row execute function suppress_redundant_updates_trigger()`)
  const rows = await fetchTableDependents(open.pool, 'public', 'alone')
  expect(rows.filter(({ isPart }) => !isPart)).toEqual([])
  await open.sql('drop table alone restrict')
})
