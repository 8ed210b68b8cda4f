/** A kind of object that can depend on an enum: what it is and how it is made. */
export interface DependentKind {
  readonly kind: string
  /** Run after `create type e as enum ('a', 'b', 'c')` and `e2` alike; `#` is replaced by a number of its own. */
  readonly sql: string
  /** The first major version that has it; 14 by default. */
  readonly since?: number
}

const VIEWED = 'create table t#(id int, s e)'
const ROW_TRIGGER = `create function tf#() returns trigger language plpgsql as 'begin return new; end'`

/** The kinds of `postgres-enums.md`, section 1.2, and some more. */
export const DEPENDENT_KINDS: readonly DependentKind[] = [
  { kind: 'table column', sql: 'create table t#(id int, s e)' },
  { kind: 'array column', sql: 'create table t#(s e[])' },
  { kind: 'two-dimensional array column', sql: 'create table t#(s e[][])' },
  { kind: 'domain', sql: 'create domain d# as e' },
  { kind: 'domain over the array', sql: 'create domain d# as e[]' },
  { kind: 'domain check', sql: `create domain d# as text check (value <> ('a'::e)::text)` },
  { kind: 'domain default', sql: `create domain d# as text default ('a'::e)::text` },
  { kind: 'column of a domain', sql: 'create domain d# as e; create table t#(s d#)' },
  { kind: 'array of a domain', sql: 'create domain d# as e; create table t#(s d#[])' },
  {
    kind: 'domain over a domain',
    sql: `create domain d# as e; create domain dd# as d# check (value::e <> 'c')`,
  },
  { kind: 'composite attribute', sql: 'create type ct# as (x int, s e)' },
  { kind: 'column of a composite', sql: 'create type ct# as (x int, s e); create table t#(c ct#)' },
  { kind: 'array of a composite', sql: 'create type ct# as (x int, s e); create table t#(c ct#[])' },
  { kind: 'domain over a composite', sql: 'create type ct# as (x int, s e); create domain d# as ct#' },
  { kind: 'typed table', sql: 'create type ct# as (x int, s e); create table t# of ct#' },
  { kind: 'column of a row type', sql: 'create table t#(s e); create table u#(r t#)' },
  { kind: 'range', sql: 'create type rng# as range (subtype = e)' },
  { kind: 'column of a range', sql: 'create type rng# as range (subtype = e); create table t#(r rng#)' },
  {
    kind: 'column of a multirange',
    sql: 'create type rng# as range (subtype = e, multirange_type_name = mr#); create table t#(r mr#, a mr#[])',
  },
  { kind: 'default', sql: `create table t#(s e default 'a')` },
  { kind: 'default of another column', sql: `create table t#(x text default ('a'::e)::text)` },
  { kind: 'default of an array', sql: `create table t#(s e[] default '{a}')` },
  {
    kind: 'default that PostgreSQL stored for old rows',
    sql: `create table t#(id int); insert into t# values (1); alter table t# add s e not null default 'a'`,
  },
  {
    kind: 'generated column that reads a column',
    sql: `create function lbl#(e) returns text immutable language sql as 'select $1::text';
      create table t#(s e, g text generated always as (lbl#(s)) stored)`,
  },
  {
    kind: 'generated column that compares',
    sql: `create table t#(s e, g bool generated always as (s = 'a'::e) stored)`,
  },
  {
    kind: 'generated column of the type',
    sql: `create table t#(x int, g e generated always as (case when x > 0 then 'a'::e else 'b'::e end) stored)`,
  },
  {
    kind: 'generated column of the array',
    sql: `create table t#(x int, g e[] generated always as (array['a'::e]) stored)`,
  },
  { kind: 'check', sql: `create table t#(s e check (s <> 'c'))` },
  { kind: 'check by way of text', sql: `create table t#(s e check (s::text <> 'c'))` },
  {
    kind: 'check of another column',
    sql: `create table t#(x text, constraint ck# check (x <> ('c'::e)::text))`,
  },
  { kind: 'not null', sql: 'create table t#(s e not null)' },
  { kind: 'named not null', sql: 'create table t#(s e constraint nn# not null)' },
  { kind: 'index', sql: 'create table t#(s e); create index on t#(s)' },
  { kind: 'primary key', sql: 'create table t#(s e primary key)' },
  { kind: 'primary key of two columns', sql: 'create table t#(id int, s e, primary key (id, s))' },
  { kind: 'index over another column too', sql: 'create table t#(id int, s e); create index on t#(id, s)' },
  { kind: 'index that includes it', sql: 'create table t#(id int, s e); create index on t#(id) include (s)' },
  {
    kind: 'hash and gin index',
    sql: 'create table t#(s e, a e[]); create index on t# using hash(s); create index on t# using gin(a)',
  },
  { kind: 'expression index', sql: `create table t#(s e); create index on t#((s = 'a'))` },
  { kind: 'partial index', sql: `create table t#(id int, s e); create index on t#(id) where s = 'a'` },
  {
    kind: 'index of another column only',
    sql: `create table t#(x text); create index on t#(x) where (case x when 'q' then 'a'::e else 'b' end) = 'a'`,
  },
  { kind: 'exclusion constraint', sql: 'create table t#(s e, exclude using btree (s with =))' },
  {
    kind: 'exclusion constraint of a range',
    sql: 'create type rng# as range (subtype = e); create table t#(r rng#, exclude using gist (r with &&))',
  },
  {
    kind: 'temporal key',
    sql: `create type rng# as range (subtype = e);
      create table t#(id int4range, r rng#, primary key (id, r without overlaps))`,
    since: 18,
  },
  { kind: 'foreign key', sql: 'create table p#(s e primary key); create table t#(s e references p#)' },
  {
    kind: 'foreign key by another column',
    sql: 'create table p#(id int primary key, s e); create table t#(p int references p#)',
  },
  { kind: 'view', sql: `${VIEWED}; create view v# as select s from t#` },
  {
    kind: 'view on a view',
    sql: `${VIEWED}; create view v# as select s from t#; create view w# as select s::text from v#`,
  },
  { kind: 'view that filters', sql: `${VIEWED}; create view v# as select id from t# where s = 'a'` },
  { kind: 'view of a constant', sql: `create view v# as select 'a'::e as x` },
  { kind: 'view of enum_range', sql: 'create view v# as select unnest(enum_range(null::e))::text as x' },
  { kind: 'view of a regtype', sql: `create view v# as select 'e'::regtype::oid as x` },
  { kind: 'view of a whole row', sql: `${VIEWED}; create view v# as select t# from t#` },
  {
    kind: 'view with a default',
    sql: `create view v# as select null::text as x; alter view v# alter x set default ('a'::e)::text`,
  },
  {
    kind: 'recursive view',
    sql: `create recursive view v#(s) as select 'a'::e union all select s from v# where false`,
  },
  {
    kind: 'materialized view',
    sql: `${VIEWED}; create materialized view mv# as select s from t#; create index on mv#(s)`,
  },
  { kind: 'function argument', sql: `create function f#(x e) returns int language sql as 'select 1'` },
  {
    kind: 'variadic argument',
    sql: `create function f#(variadic x e[]) returns int language sql as 'select 1'`,
  },
  { kind: 'function result', sql: `create function f#() returns e language sql as $$select 'a'::e$$` },
  {
    kind: 'function that returns a table',
    sql: `create function f#() returns table(x e) language sql as $$select 'a'::e$$`,
  },
  {
    kind: 'function that returns a set of arrays',
    sql: `create function f#() returns setof e[] language sql as $$select '{a}'::e[]$$`,
  },
  {
    kind: 'default of an argument',
    sql: `create function f#(x text default ('a'::e)::text) returns int language sql as 'select 1'`,
  },
  {
    kind: 'argument of a column type',
    sql: `create table t#(s e); create function f#(x t#.s%type) returns int language sql as 'select 1'`,
  },
  {
    kind: 'argument of a row type',
    sql: `create table t#(s e); create function f#(x t#) returns int language sql as 'select 1'`,
  },
  {
    kind: 'function body that is parsed',
    sql: `create function f#() returns text language sql begin atomic select 'a'::e::text; end`,
  },
  {
    kind: 'function body that reads a column',
    sql: 'create table t#(s e); create function f#() returns text language sql begin atomic select s::text from t#; end',
  },
  { kind: 'procedure', sql: `create procedure pr#(x e) language sql as 'select 1'` },
  {
    kind: 'aggregate',
    sql: `create function sf#(int, e) returns int language sql as 'select $1 + 1';
      create aggregate ag#(e) (sfunc = sf#, stype = int, initcond = '0')`,
  },
  {
    kind: 'function of a view',
    sql: `create function f#(e) returns int language sql as 'select 1'; create view v# as select f#('a') as x`,
  },
  {
    kind: 'operator',
    sql: `create function opf#(e, text) returns bool language sql as 'select $1::text = $2';
      create operator #OPERATOR (leftarg = e, rightarg = text, function = opf#)`,
  },
  {
    kind: 'operator class',
    sql: `create function cmp#(e, e) returns int immutable language sql as 'select 0';
      create operator class oc# for type e using btree as
        operator 1 < (anyenum, anyenum), operator 3 = (anyenum, anyenum), function 1 cmp#(e, e)`,
  },
  {
    kind: 'cast by function',
    sql: `create type o#f as enum ('a'); create function cf#(e) returns o#f language sql as $$select 'a'::o#f$$; create cast (e as o#f) with function cf#(e)`,
  },
  {
    kind: 'cast by text',
    sql: 'create type o#t as enum (); create cast (e as o#t) with inout as assignment',
  },
  { kind: 'policy', sql: `create table t#(s e); create policy pol# on t# using (s = 'a')` },
  {
    kind: 'policy on another column',
    sql: `create table t#(x text); create policy pol# on t# with check (x = ('a'::e)::text)`,
  },
  {
    kind: 'trigger condition',
    sql: `create table t#(s e); ${ROW_TRIGGER}; create trigger tr# before update on t# for each row when (new.s = 'a') execute function tf#()`,
  },
  {
    kind: 'trigger of a column',
    sql: `create table t#(s e); ${ROW_TRIGGER}; create trigger tr# before update of s on t# for each row execute function tf#()`,
  },
  {
    kind: 'constraint trigger',
    sql: `create table t#(s e); ${ROW_TRIGGER}; create constraint trigger tr# after insert on t# for each row when (new.s = 'a') execute function tf#()`,
  },
  {
    kind: 'rule',
    sql: `create table t#(s e); create rule r# as on insert to t# where new.s = 'c' do instead nothing`,
  },
  {
    kind: 'partition key',
    sql: `create table t#(s e) partition by list (s); create table ta# partition of t# for values in ('a'); create index on t#(s)`,
  },
  {
    kind: 'partition key expression',
    sql: `create table t#(x text, s e) partition by list ((s = 'a')); create table ta# partition of t# for values in (true)`,
  },
  {
    kind: 'column of a partitioned table',
    sql: 'create table t#(id int, s e) partition by range (id); create table ta# partition of t# for values from (0) to (10)',
  },
  { kind: 'inherited column', sql: 'create table t#(s e); create table c#(x int) inherits (t#)' },
  { kind: 'statistics', sql: 'create table t#(id int, s e); create statistics st# on id, s from t#' },
  {
    kind: 'statistics of an expression',
    sql: `create table t#(id int, x text); create statistics st# on id, (x = ('a'::e)::text) from t#`,
  },
  {
    kind: 'publication',
    sql: 'create table t#(id int primary key, s e); create publication pb# for table t#',
  },
  {
    kind: 'publication of columns',
    sql: 'create table t#(id int primary key, s e); create publication pb# for table t# (id, s)',
    since: 15,
  },
  {
    kind: 'foreign table',
    sql: 'create foreign data wrapper fw#; create server fs# foreign data wrapper fw#; create foreign table t#(s e) server fs#',
  },
  { kind: 'temporary table', sql: 'create temp table tt#(s e)' },
  { kind: 'temporary view', sql: 'create table t#(s e); create temp view tv# as select s from t#' },
  { kind: 'unlogged table', sql: 'create unlogged table t#(s e)' },
  {
    kind: 'replica identity',
    sql: 'create table t#(id int, s e not null); create unique index ix# on t#(s); alter table t# replica identity using index ix#',
  },
  {
    kind: 'column with everything on it',
    sql: `create table t#(s e); comment on column t#.s is 'hi'; grant select (s) on t# to public; alter table t# alter s set statistics 77`,
  },
  { kind: 'identity column beside it', sql: 'create table t#(id int generated always as identity, s e)' },
  { kind: 'serial column beside it', sql: 'create table t#(id serial, s e)' },
  { kind: 'long column beside it', sql: 'create table t#(s e, long text)' },
  { kind: 'dropped column', sql: 'create table t#(id int, s e); alter table t# drop column s' },
  {
    kind: 'extension that a dependent belongs to',
    sql: `create extension if not exists pg_trgm; create function f#(e) returns int language sql as 'select 1'; alter extension pg_trgm add function f#(e)`,
  },
  {
    kind: 'dependent that depends on an extension',
    sql: `create extension if not exists pg_trgm; create function f#(e) returns int language sql as 'select 1'; alter function f#(e) depends on extension pg_trgm`,
  },
  {
    kind: 'transform',
    sql: `create function ts#(internal) returns internal immutable language internal as 'textin'; create transform for e language plpgsql (from sql with function ts#(internal))`,
  },
]

/** Returns the statements that make one object of the kind, with names of its own. */
export function statementsOf({ sql }: DependentKind, number: number): string {
  return sql.replaceAll('#OPERATOR', '<'.repeat(3 + (number % 40))).replaceAll('#', String(number))
}
