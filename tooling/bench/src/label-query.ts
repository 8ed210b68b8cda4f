/** The labels of one enum by schema and name: the least that any guard has to ask. */
export const LABEL_QUERY = /* SQL */ `
  select pg_catalog.array_agg(e.enumlabel::text order by e.enumsortorder) as "labels"
  from pg_catalog.pg_type t
  join pg_catalog.pg_namespace n on n.oid = t.typnamespace
  join pg_catalog.pg_enum e on e.enumtypid = t.oid
  where n.nspname = $1 and t.typname = $2
  group by t.oid
`
