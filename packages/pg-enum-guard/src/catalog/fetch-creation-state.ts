import type { EnumRef } from '../define-enum.ts'
import type { Queryable } from '../queryable.ts'
import { runQuery } from '../run-query.ts'
import { IN_TRANSACTION, MARK_TRANSACTION } from '../sql/mark-transaction.ts'
import { EQ, NE } from '../sql/operators.ts'
import type { EnumStateRow } from './fetch-enum-states.ts'

// Every start of a service asks this, and planning is most of what it costs: no more relations than the answer
// "exists and matches" needs. Whatever else the answer is, fetchEnumStates tells the rest.
const SQL = /* SQL */ `
  select
    w.schema::pg_catalog.text as "schema",
    w.namespace is not null as "schemaExists",
    t.typtype::pg_catalog.text as "typtype",
    case when t.typtype ${EQ} 'e' then array(
      select e.enumlabel::pg_catalog.text from pg_catalog.pg_enum e
      where e.enumtypid ${EQ} t.oid
      order by e.enumsortorder
    ) end as "labels",
    t.oid::pg_catalog.text as "oid",
    pg_catalog.pg_type_is_visible(t.oid) as "isVisible",
    current_user::pg_catalog.text as "role",
    pg_catalog.has_schema_privilege(w.namespace, 'create') as "mayCreate",
    ${IN_TRANSACTION} as "inTransaction",
    pg_catalog.current_setting('omni.created_enums', true) as "createdEnums",
    pg_catalog.current_setting('omni.found_labels', true) as "foundLabels",
    case when $3::pg_catalog.bool then ${MARK_TRANSACTION} end as "mark"
  from (
    select
      n.schema,
      pg_catalog.to_regnamespace(pg_catalog.quote_ident(n.schema::pg_catalog.text)) as namespace
    from (select coalesce($1::pg_catalog.name, pg_catalog.current_schema()) as schema) n
  ) w
  left join pg_catalog.pg_type t
    on t.typnamespace ${EQ} w.namespace and t.typname ${EQ} $2::pg_catalog.name
    and t.typisdefined                               -- a shell type is completed by create type
    and (                                            -- create type moves an array type's automatic name out of its way
      t.typelem ${EQ} 0::pg_catalog.oid
      or t.oid ${NE} (select element.typarray from pg_catalog.pg_type element where element.oid ${EQ} t.typelem)
    )
`

/** What has to be known before a type is created and after. */
export interface CreationStateRow
  extends Pick<EnumStateRow, 'schema' | 'schemaExists' | 'typtype' | 'labels' | 'oid'> {
  /** Whether the unqualified name means the type that holds it; null where nothing does. */
  readonly isVisible: boolean | null
  readonly role: string
  /** Null where the schema does not exist. */
  readonly mayCreate: boolean | null
  /** Whether an earlier statement of the guard ran in the same transaction. */
  readonly inTransaction: boolean
  /** OIDs of the enums that the guard created in this transaction, separated by spaces. */
  readonly createdEnums: string | null
  /** Labels, as a JSON array, of the enum that won a race against the guard in this transaction. */
  readonly foundLabels: string | null
}

/** Returns what holds the name and whether this role may create a type there; `mark` leaves a sign for the next call. */
export async function fetchCreationState(
  db: Queryable,
  ref: EnumRef,
  mark: boolean,
): Promise<CreationStateRow> {
  const [row] = await runQuery<CreationStateRow>(db, SQL, [ref.schema ?? null, ref.name, mark])
  if (row === undefined) throw new TypeError('the driver returned no row for one enum')
  return row
}
