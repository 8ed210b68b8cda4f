import type { EnumRef } from '../define-enum.ts'
import type { Queryable } from '../queryable.ts'
import { runQuery } from '../run-query.ts'
import { EQ } from '../sql/operators.ts'

const SQL = /* SQL */ `
  select
    o.rolname::pg_catalog.text as "owner",
    pg_catalog.obj_description(t.oid, 'pg_type') as "comment",
    g.grants::pg_catalog.text as "grants",           -- text: drivers can be told to parse json in other ways
    t.typacl is not null or x.exists as "hasOwnPrivileges",
    coalesce(x.grantees, '{}') as "defaultGrantees",
    (
      select coalesce(pg_catalog.array_agg(s.typname::pg_catalog.text), '{}')
      from pg_catalog.pg_type s
      where s.typnamespace ${EQ} t.typnamespace
        and pg_catalog.starts_with(s.typname::pg_catalog.text, pg_catalog.left($2::pg_catalog.text, 8))
    ) as "similarNames"
  from pg_catalog.pg_type t
  join pg_catalog.pg_namespace n on n.oid ${EQ} t.typnamespace
  join pg_catalog.pg_roles o on o.oid ${EQ} t.typowner
  join lateral (
    select coalesce(
      pg_catalog.json_agg(
        pg_catalog.json_build_object('grantee', r.rolname, 'grantable', a.is_grantable, 'grantor', gr.rolname)
        order by r.rolname nulls first, gr.rolname
      ),
      '[]'
    ) as grants
    from pg_catalog.aclexplode(coalesce(t.typacl, pg_catalog.acldefault('T', t.typowner))) a
    left join pg_catalog.pg_roles r on r.oid ${EQ} a.grantee
    left join pg_catalog.pg_roles gr on gr.oid ${EQ} a.grantor
  ) g on true
  join lateral (                                     -- ALTER DEFAULT PRIVILEGES would give the new type other rights
    select
      pg_catalog.count(*) operator(pg_catalog.>) 0 as exists,
      pg_catalog.array_agg(distinct r.rolname::pg_catalog.text) filter (where r.oid is not null) as grantees
    from pg_catalog.pg_default_acl d
    left join lateral pg_catalog.aclexplode(d.defaclacl) a on true
    left join pg_catalog.pg_roles r on r.oid ${EQ} a.grantee
    where d.defaclobjtype ${EQ} 'T'
  ) x on true
  where n.nspname ${EQ} $1::pg_catalog.name and t.typname ${EQ} $2::pg_catalog.name
`

export interface TypeGrant {
  readonly grantee: string | null
  readonly grantable: boolean
  readonly grantor: string | null
}

/** What a type carries besides its labels, and what a new type of its name would lose. */
export interface TypePropertiesRow {
  readonly owner: string
  readonly comment: string | null
  /** Rights of USAGE, the owner's own included; a null grantee is PUBLIC. */
  readonly grants: readonly TypeGrant[]
  /** Whether the rights differ, or could differ, from what a new type gets. */
  readonly hasOwnPrivileges: boolean
  /** Roles that ALTER DEFAULT PRIVILEGES gives rights on new types. */
  readonly defaultGrantees: readonly string[]
  /** Names of types of the same schema that begin alike, to choose a free one. */
  readonly similarNames: readonly string[]
}

/** Returns owner, comment and rights of a type; null where it does not exist. Reads only. */
export async function fetchTypeProperties(
  db: Queryable,
  ref: Required<EnumRef>,
): Promise<TypePropertiesRow | null> {
  type Row = Omit<TypePropertiesRow, 'grants'> & { readonly grants: string }
  const [row] = await runQuery<Row>(db, SQL, [ref.schema, ref.name])
  return row === undefined ? null : { ...row, grants: JSON.parse(row.grants) as TypeGrant[] }
}
