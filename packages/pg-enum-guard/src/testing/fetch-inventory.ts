import type { Queryable } from '../queryable.ts'

// A line for each object of the database's own schemas: what it is, and all that a rebuild of a type could lose.
const OBJECTS = /* SQL */ `
  with own as (
    select oid, nspname from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema'
  ),
  relation as (
    select c.*, format('%I.%I', own.nspname, c.relname) as identity
    from pg_class c join own on own.oid = c.relnamespace
  ),
  object (kind, identity, facts) as (
    select 'type', format('%I.%I', own.nspname, t.typname), jsonb_build_object(
      'owner', t.typowner::regrole, 'acl', coalesce(t.typacl, acldefault('T', t.typowner))::text[],
      'comment', obj_description(t.oid, 'pg_type'), 'array', a.typname,
      'base', case when t.typbasetype <> 0 then format_type(t.typbasetype, t.typtypmod) end, 'default', t.typdefault,
      'labels', (select jsonb_agg(e.enumlabel order by e.enumsortorder) from pg_enum e where e.enumtypid = t.oid)
    )
    from pg_type t join own on own.oid = t.typnamespace left join pg_type a on a.oid = t.typarray
    where t.typtype in ('e', 'd', 'r', 'm')
    union all
    select 'relation', identity, jsonb_build_object(
      'kind', relkind, 'owner', relowner::regrole, 'acl', relacl::text[], 'persistence', relpersistence,
      'comment', obj_description(oid, 'pg_class'), 'rls', relrowsecurity, 'force', relforcerowsecurity,
      'identity', relreplident, 'options', reloptions, 'of', nullif(reloftype, 0)::regtype,
      'key', pg_get_partkeydef(oid), 'bound', pg_get_expr(relpartbound, oid),
      'parents', (select jsonb_agg(inhparent::regclass order by inhseqno) from pg_inherits where inhrelid = oid),
      'view', case when relkind in ('v', 'm') then pg_get_viewdef(oid) end
    )
    from relation where relkind in ('r', 'p', 'f', 'v', 'm', 'c', 'S')
    union all
    select 'column', format('%s.%I', r.identity, a.attname), jsonb_build_object(
      'type', format_type(a.atttypid, a.atttypmod), 'not null', a.attnotnull, 'generated', a.attgenerated,
      'default', pg_get_expr(d.adbin, d.adrelid), 'acl', a.attacl::text[], 'options', a.attoptions,
      'target', nullif(a.attstattarget, -1), 'storage', a.attstorage, 'compression', a.attcompression, 'identity', a.attidentity,
      'local', a.attislocal, 'parents', a.attinhcount, 'comment', col_description(r.oid, a.attnum)
    )
    from relation r join pg_attribute a on a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
    left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where r.relkind in ('r', 'p', 'f', 'v', 'm', 'c')
    union all
    select 'index', r.identity, jsonb_build_object(
      'definition', pg_get_indexdef(r.oid), 'valid', i.indisvalid, 'clustered', i.indisclustered,
      'identity', i.indisreplident, 'primary', i.indisprimary, 'comment', obj_description(r.oid, 'pg_class')
    )
    from relation r join pg_index i on i.indexrelid = r.oid
    union all
    select 'constraint', format('%s.%I', coalesce(r.identity, k.contypid::regtype::text), k.conname), jsonb_build_object(
      'definition', pg_get_constraintdef(k.oid), 'validated', k.convalidated,
      'comment', obj_description(k.oid, 'pg_constraint')
    )
    from pg_constraint k join own on own.oid = k.connamespace left join relation r on r.oid = k.conrelid
    union all
    select 'trigger', format('%s.%I', r.identity, t.tgname),
      jsonb_build_object('definition', pg_get_triggerdef(t.oid), 'enabled', t.tgenabled)
    from pg_trigger t join relation r on r.oid = t.tgrelid where not t.tgisinternal
    union all
    select 'rule', format('%s.%I', r.identity, w.rulename), jsonb_build_object('definition', pg_get_ruledef(w.oid))
    from pg_rewrite w join relation r on r.oid = w.ev_class where w.rulename <> '_RETURN'
    union all
    select 'policy', format('%s.%I', r.identity, p.polname), jsonb_build_object(
      'using', pg_get_expr(p.polqual, r.oid), 'check', pg_get_expr(p.polwithcheck, r.oid)
    )
    from pg_policy p join relation r on r.oid = p.polrelid
    union all
    select 'statistics', format('%I.%I', own.nspname, s.stxname), jsonb_build_object(
      'definition', pg_get_statisticsobjdef(s.oid), 'comment', obj_description(s.oid, 'pg_statistic_ext')
    )
    from pg_statistic_ext s join own on own.oid = s.stxnamespace
    union all
    select 'function', format('%I.%I(%s)', own.nspname, p.proname, pg_get_function_identity_arguments(p.oid)),
      jsonb_build_object('result', pg_get_function_result(p.oid), 'body', p.prosrc, 'acl', p.proacl::text[])
    from pg_proc p join own on own.oid = p.pronamespace
    union all
    select 'publication', p.pubname, jsonb_build_object('table', r.identity, 'relation', to_jsonb(pr) - '{oid,prpubid,prrelid}'::text[])
    from pg_publication p join pg_publication_rel pr on pr.prpubid = p.oid join relation r on r.oid = pr.prrelid
    union all
    select 'cast', format('%s to %s', castsource::regtype, casttarget::regtype), jsonb_build_object('context', castcontext)
    from pg_cast where oid >= 16384
    union all
    select 'extension', extname, jsonb_build_object('version', extversion) from pg_extension
    union all
    select 'default privileges', format('%s %s', defaclrole::regrole, defaclobjtype), jsonb_build_object('acl', defaclacl::text[])
    from pg_default_acl
  )
  select kind || ' ' || identity as key, facts from object order by 1
`

const TABLES = /* SQL */ `
  select format('%I.%I', n.nspname, c.relname) as identity
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'm') and c.relispopulated and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
  order by 1
`

/** Everything that the schemas of a database hold: what each thing is called, and what there is to say of it. */
export type Inventory = ReadonlyMap<string, Readonly<Record<string, unknown>>>

/** Returns the inventory, rows included, in a form that does not change when something is only made anew. */
export async function fetchInventory(db: Queryable): Promise<Inventory> {
  const inventory = new Map<string, Record<string, unknown>>()
  const [settings] = await rowsOf<{ path: string }>(db, "select current_setting('search_path') as path")
  // With nothing but pg_catalog on the path, the server qualifies every name that it renders.
  await db.query("select set_config('search_path', 'pg_catalog', false)")
  try {
    for (const { key, facts } of await rowsOf<{ key: string; facts: Record<string, unknown> }>(db, OBJECTS)) {
      inventory.set(key, withSortedAcl(facts))
    }
    for (const { identity } of await rowsOf<{ identity: string }>(db, TABLES)) {
      const rows = `select to_jsonb(t)::text as row, count(*)::int from only ${identity} t group by 1 order by 1`
      for (const { row, count } of await rowsOf<{ row: string; count: number }>(db, rows)) {
        inventory.set(`row ${identity} ${row}`, { count })
      }
    }
    return inventory
  } finally {
    await db.query("select set_config('search_path', $1, false)", [settings?.path])
  }
}

async function rowsOf<Row>(db: Queryable, text: string): Promise<Row[]> {
  const { rows } = await db.query(text)
  return rows as Row[]
}

/** The order of an ACL is that in which rights were given and means nothing. */
function withSortedAcl(facts: Record<string, unknown>): Record<string, unknown> {
  return Array.isArray(facts.acl) ? { ...facts, acl: facts.acl.toSorted() } : facts
}

/** Returns what went (`- …`), what came (`+ …`) and what was altered (`… before -> after`), one line each. */
export function changesBetween(before: Inventory, after: Inventory): string[] {
  const gone = [...before.keys()].filter((key) => !after.has(key)).map((key) => `- ${key}`)
  const altered = [...before].flatMap(([key, facts]) => alterations(key, facts, after.get(key) ?? facts))
  const come = [...after.keys()].filter((key) => !before.has(key)).map((key) => `+ ${key}`)
  return [...gone, ...altered, ...come]
}

function alterations(key: string, before: Record<string, unknown>, after: Record<string, unknown>): string[] {
  return Object.keys(before)
    .map((fact) => ({ fact, from: JSON.stringify(before[fact]), to: JSON.stringify(after[fact]) }))
    .filter(({ from, to }) => from !== to)
    .map(({ fact, from, to }) => `${key} ${fact}: ${from} -> ${to}`)
}
