import type { Queryable } from '@omni/pg-enum-guard'

const SQL = /* SQL */ `
  with schemas as (
    select oid, nspname, nspowner, nspacl from pg_catalog.pg_namespace
    -- the server's own, and the temporary tables of sessions
    where nspname !~ '^pg_' and nspname <> 'information_schema'
  ),
  -- the migrator's tables stay when all migrations are reverted
  histories as (
    select c.oid, c.reltype from pg_catalog.pg_class c join schemas s on s.oid = c.relnamespace
    where c.relname::text = any ($1::text[]) and c.relkind in ('r', 'p')
  ),
  relations as (
    select c.*, s.nspname from pg_catalog.pg_class c join schemas s on s.oid = c.relnamespace
    where c.oid not in (select oid from histories)
      and c.oid not in (select indexrelid from pg_catalog.pg_index where indrelid in (select oid from histories))
  ),
  types as (
    select t.*, s.nspname from pg_catalog.pg_type t join schemas s on s.oid = t.typnamespace
    where t.oid not in (select reltype from histories) and t.typelem not in (select reltype from histories)
  ),
  items(class, oid, sub, definition) as (
    select 'pg_namespace', oid, 0, jsonb_build_object(
      'owner', nspowner::regrole, 'acl', nspacl::text, 'comment', obj_description(oid, 'pg_namespace'))
    from schemas
    union all
    select 'pg_class', c.oid, 0, jsonb_build_object(
      'kind', c.relkind, 'owner', c.relowner::regrole, 'acl', c.relacl::text, 'options', c.reloptions,
      'persistence', c.relpersistence, 'method', am.amname, 'tablespace', c.reltablespace,
      'rowSecurity', c.relrowsecurity, 'forceRowSecurity', c.relforcerowsecurity,
      'replicaIdentity', c.relreplident, 'partition', pg_get_expr(c.relpartbound, c.oid),
      'view', case when c.relkind in ('v', 'm') then pg_get_viewdef(c.oid) end,
      'index', pg_get_indexdef(i.indexrelid), 'valid', i.indisvalid, 'ready', i.indisready,
      'comment', obj_description(c.oid, 'pg_class'))
    from relations c
    left join pg_catalog.pg_am am on am.oid = c.relam
    left join pg_catalog.pg_index i on i.indexrelid = c.oid
    union all
    select 'pg_class', a.attrelid, a.attnum::int4, jsonb_build_object(
      'position', a.attnum, 'type', format_type(a.atttypid, a.atttypmod), 'notNull', a.attnotnull,
      'default', pg_get_expr(d.adbin, d.adrelid), 'identity', a.attidentity, 'generated', a.attgenerated,
      'collation', nullif(a.attcollation, 0)::regcollation, 'storage', a.attstorage, 'acl', a.attacl::text,
      'comment', col_description(a.attrelid, a.attnum::int4))
    from relations c
    join pg_catalog.pg_attribute a on a.attrelid = c.oid
    left join pg_catalog.pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    -- system columns are the same everywhere; what is dropped is gone
    where a.attnum > 0 and not a.attisdropped
    union all
    select 'pg_constraint', k.oid, 0, jsonb_build_object(
      'definition', pg_get_constraintdef(k.oid), 'validated', k.convalidated,
      'comment', obj_description(k.oid, 'pg_constraint'))
    from pg_catalog.pg_constraint k
    where k.conrelid in (select oid from relations) or k.contypid in (select oid from types)
    union all
    select 'pg_type', t.oid, 0, jsonb_build_object(
      'kind', t.typtype, 'owner', t.typowner::regrole, 'acl', t.typacl::text,
      'labels', (select jsonb_agg(enumlabel order by enumsortorder) from pg_catalog.pg_enum where enumtypid = t.oid),
      'base', case when t.typtype = 'd' then format_type(t.typbasetype, t.typtypmod) end,
      'notNull', t.typnotnull, 'default', t.typdefault, 'comment', obj_description(t.oid, 'pg_type'))
    from types t
    union all
    select 'pg_proc', p.oid, 0, jsonb_build_object(
      'kind', p.prokind, 'owner', p.proowner::regrole, 'acl', p.proacl::text,
      'definition', case when p.prokind <> 'a' then pg_get_functiondef(p.oid) end,
      'comment', obj_description(p.oid, 'pg_proc'))
    from pg_catalog.pg_proc p where p.pronamespace in (select oid from schemas)
    union all
    select 'pg_trigger', t.oid, 0, jsonb_build_object(
      'definition', pg_get_triggerdef(t.oid), 'enabled', t.tgenabled, 'comment', obj_description(t.oid, 'pg_trigger'))
    -- internal ones belong to a constraint, and their names are numbers
    from pg_catalog.pg_trigger t where not t.tgisinternal
    union all
    select 'pg_policy', p.oid, 0, jsonb_build_object(
      'command', p.polcmd, 'permissive', p.polpermissive, 'roles', p.polroles::regrole[]::text,
      'using', pg_get_expr(p.polqual, p.polrelid), 'check', pg_get_expr(p.polwithcheck, p.polrelid))
    from pg_catalog.pg_policy p
    union all
    select 'pg_rewrite', r.oid, 0, jsonb_build_object('definition', pg_get_ruledef(r.oid), 'enabled', r.ev_enabled)
    from pg_catalog.pg_rewrite r where r.ev_class in (select oid from relations)
    union all
    select 'pg_default_acl', a.oid, 0, jsonb_build_object('acl', a.defaclacl::text)
    from pg_catalog.pg_default_acl a
    union all
    select o.class, o.oid, 0, '{}'::jsonb from (
      select 'pg_extension' as class, oid from pg_catalog.pg_extension
      union all select 'pg_event_trigger', oid from pg_catalog.pg_event_trigger
      union all select 'pg_publication', oid from pg_catalog.pg_publication
      union all select 'pg_statistic_ext', oid from pg_catalog.pg_statistic_ext
      union all select 'pg_collation', oid from pg_catalog.pg_collation
      union all select 'pg_cast', oid from pg_catalog.pg_cast
      union all select 'pg_operator', oid from pg_catalog.pg_operator
      union all select 'pg_foreign_server', oid from pg_catalog.pg_foreign_server
      -- the first number of an object that initdb did not make
    ) o where o.oid >= 16384
  )
  select o.type as "kind", o.identity as "identity", i.definition as "definition"
  from items i, pg_catalog.pg_identify_object(('pg_catalog.' || i.class)::regclass, i.oid, i.sub) o
  order by o.type collate "C", o.identity collate "C"
`

/** One object of a database. */
export interface InventoryRow {
  /** As PostgreSQL calls it: `table`, `table column`, `index`, `type`, … */
  readonly kind: string
  /** Schema-qualified, quoted. */
  readonly identity: string
  /** Everything about it but its number, which is another each time. */
  readonly definition: Readonly<Record<string, unknown>>
}

/**
 * Returns everything that was made in a database, in a fixed order: names, columns, defaults, constraints, indexes,
 * types and labels, owners, rights and comments. Reads only.
 *
 * @param leftOut names of tables that do not count, such as those of the migration history
 */
export async function fetchInventory(db: Queryable, leftOut: readonly string[]): Promise<InventoryRow[]> {
  const { rows } = await db.query(SQL, [leftOut])
  return rows as InventoryRow[]
}
