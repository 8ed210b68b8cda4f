/** A kind of object that can depend on an enum: what it is and how it is made. */
export interface DependentKind {
  readonly kind: string
  /** What it reads like with the number 1, and what it hangs on; left out where the version decides. */
  readonly lines?: readonly string[]
  /** Run after `create type e as enum ('a', 'b', 'c')` and `e2` alike; `#` is replaced by a number of its own. */
  readonly sql: string
  /** The first major version that has it; 14 by default. */
  readonly since?: number
}

const VIEWED = 'create table t#(id int, s e)'
const ROW_TRIGGER = `create function tf#() returns trigger language plpgsql as 'begin return new; end'`

/** The kinds of `postgres-enums.md`, section 1.2, and some more. */
export const DEPENDENT_KINDS: readonly DependentKind[] = [
  { kind: 'table column', lines: ['k.t1.s <- type k.e'], sql: 'create table t#(id int, s e)' },
  { kind: 'array column', lines: ['k.t1.s <- type k.e[]'], sql: 'create table t#(s e[])' },
  { kind: 'two-dimensional array column', lines: ['k.t1.s <- type k.e[]'], sql: 'create table t#(s e[][])' },
  { kind: 'domain', lines: ['domain k.d1 <- type k.e'], sql: 'create domain d# as e' },
  { kind: 'domain over the array', lines: ['domain k.d1 <- type k.e[]'], sql: 'create domain d# as e[]' },
  {
    kind: 'domain that is not null',
    lines: ['domain k.d1 <- type k.e'],
    sql: 'create domain d# as e not null',
  },
  {
    kind: 'domain check',
    lines: ['domain constraint d1_check on k.d1 <- type k.e'],
    sql: `create domain d# as text check (value <> ('a'::e)::text)`,
  },
  {
    kind: 'domain default',
    lines: ['domain k.d1 <- type k.e'],
    sql: `create domain d# as text default ('a'::e)::text`,
  },
  {
    kind: 'column of a domain',
    lines: ['k.t1.s <- domain k.d1', 'domain k.d1 <- type k.e'],
    sql: 'create domain d# as e; create table t#(s d#)',
  },
  {
    kind: 'array of a domain',
    lines: ['k.t1.s <- domain k.d1', 'domain k.d1 <- type k.e'],
    sql: 'create domain d# as e; create table t#(s d#[])',
  },
  {
    kind: 'domain over a domain',
    lines: ['domain k.d1 <- type k.e', 'domain k.dd1 <- domain k.d1'],
    sql: `create domain d# as e; create domain dd# as d# check (value::e <> 'c')`,
  },
  {
    kind: 'composite attribute',
    lines: ['composite type column k.ct1.s <- type k.e'],
    sql: 'create type ct# as (x int, s e)',
  },
  {
    kind: 'column of a composite',
    lines: ['composite type column k.ct1.s <- type k.e'],
    sql: 'create type ct# as (x int, s e); create table t#(c ct#)',
  },
  {
    kind: 'array of a composite',
    lines: ['composite type column k.ct1.s <- type k.e'],
    sql: 'create type ct# as (x int, s e); create table t#(c ct#[])',
  },
  {
    kind: 'domain over a composite',
    lines: ['composite type column k.ct1.s <- type k.e'],
    sql: 'create type ct# as (x int, s e); create domain d# as ct#',
  },
  {
    kind: 'typed table',
    lines: ['k.t1.s <- type k.e', 'composite type column k.ct1.s <- type k.e'],
    sql: 'create type ct# as (x int, s e); create table t# of ct#',
  },
  {
    kind: 'column of a row type',
    lines: ['k.t1.s <- type k.e'],
    sql: 'create table t#(s e); create table u#(r t#)',
  },
  { kind: 'range', lines: ['range type k.rng1 <- type k.e'], sql: 'create type rng# as range (subtype = e)' },
  {
    kind: 'column of a range',
    lines: ['k.t1.r <- range type k.rng1', 'range type k.rng1 <- type k.e'],
    sql: 'create type rng# as range (subtype = e); create table t#(r rng#)',
  },
  {
    kind: 'column of a multirange',
    lines: ['k.t1.a <- range type k.rng1', 'k.t1.r <- range type k.rng1', 'range type k.rng1 <- type k.e'],
    sql: 'create type rng# as range (subtype = e, multirange_type_name = mr#); create table t#(r mr#, a mr#[])',
  },
  { kind: 'default', lines: ['k.t1.s <- type k.e'], sql: `create table t#(s e default 'a')` },
  {
    kind: 'default of another column',
    lines: ['default value for k.t1.x <- type k.e'],
    sql: `create table t#(x text default ('a'::e)::text)`,
  },
  {
    kind: 'default of an array',
    lines: ['k.t1.s <- type k.e[]'],
    sql: `create table t#(s e[] default '{a}')`,
  },
  {
    kind: 'default that PostgreSQL stored for old rows',
    lines: ['k.t1.s <- type k.e'],
    sql: `create table t#(id int); insert into t# values (1); alter table t# add s e not null default 'a'`,
  },
  {
    kind: 'generated column that reads a column',
    lines: ['k.t1.g <- function k.lbl1(k.e)', 'k.t1.s <- type k.e', 'function k.lbl1(k.e) <- type k.e'],
    sql: `create function lbl#(e) returns text immutable language sql as 'select $1::text';
      create table t#(s e, g text generated always as (lbl#(s)) stored)`,
  },
  {
    kind: 'generated column that compares',
    lines: ['k.t1.g <- type k.e', 'k.t1.s <- type k.e'],
    sql: `create table t#(s e, g bool generated always as (s = 'a'::e) stored)`,
  },
  {
    kind: 'generated column of the type',
    lines: ['k.t1.g <- type k.e'],
    sql: `create table t#(x int, g e generated always as (case when x > 0 then 'a'::e else 'b'::e end) stored)`,
  },
  {
    kind: 'generated column of the array',
    lines: ['k.t1.g <- type k.e[]'],
    sql: `create table t#(x int, g e[] generated always as (array['a'::e]) stored)`,
  },
  {
    kind: 'check',
    lines: ['k.t1.s <- type k.e', 'table constraint t1_s_check on k.t1 <- type k.e'],
    sql: `create table t#(s e check (s <> 'c'))`,
  },
  {
    kind: 'check by way of text',
    lines: ['k.t1.s <- type k.e', 'table constraint t1_s_check on k.t1 <- column k.t1.s'],
    sql: `create table t#(s e check (s::text <> 'c'))`,
  },
  {
    kind: 'check of another column',
    lines: ['table constraint ck1 on k.t1 <- type k.e'],
    sql: `create table t#(x text, constraint ck# check (x <> ('c'::e)::text))`,
  },
  { kind: 'not null', lines: ['k.t1.s <- type k.e'], sql: 'create table t#(s e not null)' },
  {
    kind: 'named not null',
    lines: ['k.t1.s <- type k.e'],
    sql: 'create table t#(s e constraint nn# not null)',
  },
  { kind: 'index', lines: ['k.t1.s <- type k.e'], sql: 'create table t#(s e); create index on t#(s)' },
  {
    kind: 'primary key',
    lines: ['k.t1.s <- type k.e', 'table constraint t1_pkey on k.t1 <- column k.t1.s'],
    sql: 'create table t#(s e primary key)',
  },
  {
    kind: 'primary key of two columns',
    lines: ['k.t1.s <- type k.e', 'table constraint t1_pkey on k.t1 <- column k.t1.s'],
    sql: 'create table t#(id int, s e, primary key (id, s))',
  },
  {
    kind: 'index over another column too',
    lines: ['k.t1.s <- type k.e'],
    sql: 'create table t#(id int, s e); create index on t#(id, s)',
  },
  {
    kind: 'index that includes it',
    lines: ['k.t1.s <- type k.e'],
    sql: 'create table t#(id int, s e); create index on t#(id) include (s)',
  },
  {
    kind: 'hash and gin index',
    lines: ['k.t1.a <- type k.e[]', 'k.t1.s <- type k.e'],
    sql: 'create table t#(s e, a e[]); create index on t# using hash(s); create index on t# using gin(a)',
  },
  {
    kind: 'expression index',
    lines: ['k.t1.s <- type k.e'],
    sql: `create table t#(s e); create index on t#((s = 'a'))`,
  },
  {
    kind: 'partial index',
    lines: ['k.t1.s <- type k.e'],
    sql: `create table t#(id int, s e); create index on t#(id) where s = 'a'`,
  },
  {
    kind: 'index of another column only',
    lines: ['index k.t1_x_idx <- type k.e'],
    sql: `create table t#(x text); create index on t#(x) where (case x when 'q' then 'a'::e else 'b' end) = 'a'`,
  },
  {
    kind: 'exclusion constraint',
    lines: ['k.t1.s <- type k.e', 'table constraint t1_s_excl on k.t1 <- column k.t1.s'],
    sql: 'create table t#(s e, exclude using btree (s with =))',
  },
  {
    kind: 'exclusion constraint of a range',
    lines: [
      'k.t1.r <- range type k.rng1',
      'range type k.rng1 <- type k.e',
      'table constraint t1_r_excl on k.t1 <- column k.t1.r',
    ],
    sql: 'create type rng# as range (subtype = e); create table t#(r rng#, exclude using gist (r with &&))',
  },
  {
    kind: 'temporal key',
    lines: [
      'k.t1.r <- range type k.rng1',
      'range type k.rng1 <- type k.e',
      'table constraint t1_pkey on k.t1 <- column k.t1.r',
    ],
    sql: `create type rng# as range (subtype = e);
      create table t#(id int4range, r rng#, primary key (id, r without overlaps))`,
    since: 18,
  },
  {
    kind: 'foreign key',
    lines: [
      'k.p1.s <- type k.e',
      'k.t1.s <- type k.e',
      'table constraint p1_pkey on k.p1 <- column k.p1.s',
      'table constraint t1_s_fkey on k.t1 <- column k.p1.s',
    ],
    sql: 'create table p#(s e primary key); create table t#(s e references p#)',
  },
  {
    kind: 'foreign key by another column',
    lines: ['k.p1.s <- type k.e'],
    sql: 'create table p#(id int primary key, s e); create table t#(p int references p#)',
  },
  {
    kind: 'view',
    lines: ['k.t1.s <- type k.e', 'view k.v1 <- column k.t1.s'],
    sql: `${VIEWED}; create view v# as select s from t#`,
  },
  {
    kind: 'view on a view',
    lines: ['k.t1.s <- type k.e', 'view k.v1 <- column k.t1.s', 'view k.w1 <- view k.v1'],
    sql: `${VIEWED}; create view v# as select s from t#; create view w# as select s::text from v#`,
  },
  {
    kind: 'view that filters',
    lines: ['k.t1.s <- type k.e', 'view k.v1 <- type k.e'],
    sql: `${VIEWED}; create view v# as select id from t# where s = 'a'`,
  },
  {
    kind: 'view of a constant',
    lines: ['view k.v1 <- type k.e'],
    sql: `create view v# as select 'a'::e as x`,
  },
  {
    kind: 'view of enum_range',
    lines: ['view k.v1 <- type k.e'],
    sql: 'create view v# as select unnest(enum_range(null::e))::text as x',
  },
  {
    kind: 'view of a regtype',
    lines: ['view k.v1 <- type k.e'],
    sql: `create view v# as select 'e'::regtype::oid as x`,
  },
  {
    kind: 'view of a whole row',
    lines: ['k.t1.s <- type k.e'],
    sql: `${VIEWED}; create view v# as select t# from t#`,
  },
  {
    kind: 'view with a default',
    lines: ['default value for k.v1.x <- type k.e'],
    sql: `create view v# as select null::text as x; alter view v# alter x set default ('a'::e)::text`,
  },
  {
    kind: 'recursive view',
    lines: ['view k.v1 <- type k.e'],
    sql: `create recursive view v#(s) as select 'a'::e union all select s from v# where false`,
  },
  {
    kind: 'materialized view',
    lines: ['k.t1.s <- type k.e', 'materialized view k.mv1 <- column k.t1.s'],
    sql: `${VIEWED}; create materialized view mv# as select s from t#; create index on mv#(s)`,
  },
  {
    kind: 'function argument',
    lines: ['function k.f1(k.e) <- type k.e'],
    sql: `create function f#(x e) returns int language sql as 'select 1'`,
  },
  {
    kind: 'variadic argument',
    lines: ['function k.f1(k.e[]) <- type k.e[]'],
    sql: `create function f#(variadic x e[]) returns int language sql as 'select 1'`,
  },
  {
    kind: 'function result',
    lines: ['function k.f1() <- type k.e'],
    sql: `create function f#() returns e language sql as $$select 'a'::e$$`,
  },
  {
    kind: 'function that returns a table',
    lines: ['function k.f1() <- type k.e'],
    sql: `create function f#() returns table(x e) language sql as $$select 'a'::e$$`,
  },
  {
    kind: 'function that returns a set of arrays',
    lines: ['function k.f1() <- type k.e[]'],
    sql: `create function f#() returns setof e[] language sql as $$select '{a}'::e[]$$`,
  },
  {
    kind: 'default of an argument',
    lines: ['function k.f1(pg_catalog.text) <- type k.e'],
    sql: `create function f#(x text default ('a'::e)::text) returns int language sql as 'select 1'`,
  },
  {
    kind: 'argument of a column type',
    lines: ['k.t1.s <- type k.e', 'function k.f1(k.e) <- type k.e'],
    sql: `create table t#(s e); create function f#(x t#.s%type) returns int language sql as 'select 1'`,
  },
  {
    kind: 'argument of a row type',
    lines: ['k.t1.s <- type k.e'],
    sql: `create table t#(s e); create function f#(x t#) returns int language sql as 'select 1'`,
  },
  {
    kind: 'function body that is parsed',
    lines: ['function k.f1() <- type k.e'],
    sql: `create function f#() returns text language sql begin atomic select 'a'::e::text; end`,
  },
  {
    kind: 'function body that reads a column',
    lines: ['k.t1.s <- type k.e', 'function k.f1() <- column k.t1.s'],
    sql: 'create table t#(s e); create function f#() returns text language sql begin atomic select s::text from t#; end',
  },
  {
    kind: 'procedure',
    lines: ['procedure k.pr1(k.e) <- type k.e'],
    sql: `create procedure pr#(x e) language sql as 'select 1'`,
  },
  {
    kind: 'aggregate',
    lines: ['aggregate k.ag1(k.e) <- type k.e', 'function k.sf1(integer,k.e) <- type k.e'],
    sql: `create function sf#(int, e) returns int language sql as 'select $1 + 1';
      create aggregate ag#(e) (sfunc = sf#, stype = int, initcond = '0')`,
  },
  {
    kind: 'function of a view',
    lines: ['function k.f1(k.e) <- type k.e', 'view k.v1 <- type k.e'],
    sql: `create function f#(e) returns int language sql as 'select 1'; create view v# as select f#('a') as x`,
  },
  {
    kind: 'operator',
    lines: [
      'function k.opf1(k.e,pg_catalog.text) <- type k.e',
      'operator k.<<<<(k.e,pg_catalog.text) <- type k.e',
    ],
    sql: `create function opf#(e, text) returns bool language sql as 'select $1::text = $2';
      create operator #OPERATOR (leftarg = e, rightarg = text, function = opf#)`,
  },
  {
    kind: 'operator class',
    lines: ['function k.cmp1(k.e,k.e) <- type k.e', 'operator class k.oc1 USING btree <- type k.e'],
    sql: `create function cmp#(e, e) returns int immutable language sql as 'select 0';
      create operator class oc# for type e using btree as
        operator 1 < (anyenum, anyenum), operator 3 = (anyenum, anyenum), function 1 cmp#(e, e)`,
  },
  {
    kind: 'cast by function',
    lines: ['cast (k.e AS k.o1f) <- type k.e', 'function k.cf1(k.e) <- type k.e'],
    sql: `create type o#f as enum ('a'); create function cf#(e) returns o#f language sql as $$select 'a'::o#f$$; create cast (e as o#f) with function cf#(e)`,
  },
  {
    kind: 'cast by text',
    lines: ['cast (k.e AS k.o1t) <- type k.e'],
    sql: 'create type o#t as enum (); create cast (e as o#t) with inout as assignment',
  },
  {
    kind: 'policy',
    lines: ['k.t1.s <- type k.e', 'policy pol1 on k.t1 <- type k.e'],
    sql: `create table t#(s e); create policy pol# on t# using (s = 'a')`,
  },
  {
    kind: 'policy on another column',
    lines: ['policy pol1 on k.t1 <- type k.e'],
    sql: `create table t#(x text); create policy pol# on t# with check (x = ('a'::e)::text)`,
  },
  {
    kind: 'trigger condition',
    lines: ['k.t1.s <- type k.e', 'trigger tr1 on k.t1 <- type k.e'],
    sql: `create table t#(s e); ${ROW_TRIGGER}; create trigger tr# before update on t# for each row when (new.s = 'a') execute function tf#()`,
  },
  {
    kind: 'trigger of a column',
    lines: ['k.t1.s <- type k.e', 'trigger tr1 on k.t1 <- column k.t1.s'],
    sql: `create table t#(s e); ${ROW_TRIGGER}; create trigger tr# before update of s on t# for each row execute function tf#()`,
  },
  {
    kind: 'constraint trigger',
    lines: ['k.t1.s <- type k.e', 'trigger tr1 on k.t1 <- type k.e'],
    sql: `create table t#(s e); ${ROW_TRIGGER}; create constraint trigger tr# after insert on t# for each row when (new.s = 'a') execute function tf#()`,
  },
  {
    kind: 'rule',
    lines: ['k.t1.s <- type k.e', 'rule r1 on k.t1 <- type k.e'],
    sql: `create table t#(s e); create rule r# as on insert to t# where new.s = 'c' do instead nothing`,
  },
  {
    kind: 'partition key',
    lines: ['table k.t1 <- type k.e', 'table k.ta1 <- table k.t1'],
    sql: `create table t#(s e) partition by list (s); create table ta# partition of t# for values in ('a'); create index on t#(s)`,
  },
  {
    kind: 'partition key expression',
    lines: ['table k.t1 <- type k.e', 'table k.ta1 <- table k.t1'],
    sql: `create table t#(x text, s e) partition by list ((s = 'a')); create table ta# partition of t# for values in (true)`,
  },
  {
    kind: 'column of a partitioned table',
    lines: ['k.t1.s <- type k.e', 'k.ta1.s <- type k.e'],
    sql: 'create table t#(id int, s e) partition by range (id); create table ta# partition of t# for values from (0) to (10)',
  },
  {
    kind: 'inherited column',
    lines: ['k.c1.s <- type k.e', 'k.t1.s <- type k.e'],
    sql: 'create table t#(s e); create table c#(x int) inherits (t#)',
  },
  {
    kind: 'statistics',
    lines: ['k.t1.s <- type k.e', 'statistics object k.st1 <- column k.t1.s'],
    sql: 'create table t#(id int, s e); create statistics st# on id, s from t#',
  },
  {
    kind: 'statistics of an expression',
    lines: ['statistics object k.st1 <- type k.e'],
    sql: `create table t#(id int, x text); create statistics st# on id, (x = ('a'::e)::text) from t#`,
  },
  {
    kind: 'publication',
    lines: ['k.t1.s <- type k.e'],
    sql: 'create table t#(id int primary key, s e); create publication pb# for table t#',
  },
  {
    kind: 'publication of columns',
    lines: ['k.t1.s <- type k.e', 'publication relation k.t1 in publication pb1 <- column k.t1.s'],
    sql: 'create table t#(id int primary key, s e); create publication pb# for table t# (id, s)',
    since: 15,
  },
  {
    kind: 'foreign table',
    lines: ['foreign table column k.t1.s <- type k.e'],
    sql: 'create foreign data wrapper fw#; create server fs# foreign data wrapper fw#; create foreign table t#(s e) server fs#',
  },
  { kind: 'temporary table', lines: ['pg_temp.tt1.s <- type k.e'], sql: 'create temp table tt#(s e)' },
  {
    kind: 'temporary view',
    lines: ['k.t1.s <- type k.e', 'view pg_temp.tv1 <- column k.t1.s'],
    sql: 'create table t#(s e); create temp view tv# as select s from t#',
  },
  { kind: 'unlogged table', lines: ['k.t1.s <- type k.e'], sql: 'create unlogged table t#(s e)' },
  {
    kind: 'replica identity',
    lines: ['k.t1.s <- type k.e'],
    sql: 'create table t#(id int, s e not null); create unique index ix# on t#(s); alter table t# replica identity using index ix#',
  },
  {
    kind: 'column with everything on it',
    lines: ['k.t1.s <- type k.e'],
    sql: `create table t#(s e); comment on column t#.s is 'hi'; grant select (s) on t# to public; alter table t# alter s set statistics 77`,
  },
  {
    kind: 'identity column beside it',
    lines: ['k.t1.s <- type k.e'],
    sql: 'create table t#(id int generated always as identity, s e)',
  },
  { kind: 'serial column beside it', lines: ['k.t1.s <- type k.e'], sql: 'create table t#(id serial, s e)' },
  { kind: 'long column beside it', lines: ['k.t1.s <- type k.e'], sql: 'create table t#(s e, long text)' },
  { kind: 'dropped column', lines: [], sql: 'create table t#(id int, s e); alter table t# drop column s' },
  {
    kind: 'extension that a dependent belongs to',
    sql: `create extension if not exists pg_trgm; create function f#(e) returns int language sql as 'select 1'; alter extension pg_trgm add function f#(e)`,
  },
  {
    kind: 'dependent that depends on an extension',
    lines: ['function k.f1(k.e) <- type k.e'],
    sql: `create extension if not exists pg_trgm; create function f#(e) returns int language sql as 'select 1'; alter function f#(e) depends on extension pg_trgm`,
  },
  {
    kind: 'transform',
    lines: ['transform for k.e language plpgsql <- type k.e'],
    sql: `create function ts#(internal) returns internal immutable language internal as 'textin'; create transform for e language plpgsql (from sql with function ts#(internal))`,
  },
]

/** Returns the statements that make one object of the kind, with names of its own. */
export function statementsOf({ sql }: DependentKind, number: number): string {
  return sql.replaceAll('#OPERATOR', '<'.repeat(3 + (number % 40))).replaceAll('#', String(number))
}
