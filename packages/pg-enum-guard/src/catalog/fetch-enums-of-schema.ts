import type { Queryable } from '../queryable.ts'
import { runQuery } from '../run-query.ts'
import { EQ } from '../sql/operators.ts'

const SQL = /* SQL */ `
  select
    n.nspname::pg_catalog.text as "schema",
    t.typname::pg_catalog.text as "name",
    l.labels as "labels",
    x.extname::pg_catalog.text as "extension"
  from pg_catalog.pg_namespace n
  join pg_catalog.pg_type t on t.typnamespace ${EQ} n.oid and t.typtype ${EQ} 'e'
  left join lateral (                                -- not a join: an enum without labels exists too
    select coalesce(pg_catalog.array_agg(e.enumlabel::pg_catalog.text order by e.enumsortorder), '{}') as labels
    from pg_catalog.pg_enum e
    where e.enumtypid ${EQ} t.oid
  ) l on true
  left join pg_catalog.pg_depend d
    on d.classid ${EQ} 'pg_catalog.pg_type'::pg_catalog.regclass and d.objid ${EQ} t.oid and d.objsubid ${EQ} 0
    and d.refclassid ${EQ} 'pg_catalog.pg_extension'::pg_catalog.regclass and d.deptype ${EQ} 'e'
  left join pg_catalog.pg_extension x on x.oid ${EQ} d.refobjid
  where n.nspname ${EQ} coalesce($1::pg_catalog.name, pg_catalog.current_schema())
  order by t.typname
`

/** An enum that a schema holds. */
export interface EnumOfSchemaRow {
  readonly schema: string
  readonly name: string
  /** In sort order. */
  readonly labels: string[]
  /** The extension that the type is a member of. */
  readonly extension: string | null
}

/** Returns the enums of a schema, `current_schema()` for null, by name. Reads only. */
export async function fetchEnumsOfSchema(db: Queryable, schema: string | null): Promise<EnumOfSchemaRow[]> {
  return runQuery<EnumOfSchemaRow>(db, SQL, [schema])
}
