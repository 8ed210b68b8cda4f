import type { EnumRef } from '../define-enum.ts'
import type { Queryable } from '../queryable.ts'
import { runQuery } from '../run-query.ts'
import { EQ } from '../sql/eq.ts'
import { ENUM_STATES, type EnumStateRow } from './fetch-enum-states.ts'

// The setting is local to a transaction: where the caller has one open, the next statement still sees it; where each
// statement is a transaction of its own, or a pooler hands out another connection, it does not.
const SQL = /* SQL */ `
  select
    s.*,
    current_user::pg_catalog.text as "role",
    pg_catalog.has_schema_privilege(n.oid, 'create') as "mayCreate",
    coalesce(pg_catalog.current_setting('omni.in_transaction', true) ${EQ} 'on', false) as "inTransaction",
    pg_catalog.current_setting('omni.created_enums', true) as "createdEnums",
    pg_catalog.current_setting('omni.found_labels', true) as "foundLabels",
    case when $3::pg_catalog.bool then pg_catalog.set_config('omni.in_transaction', 'on', true) end as "mark"
  from (${ENUM_STATES}) s
  left join pg_catalog.pg_namespace n on n.nspname ${EQ} s.schema::pg_catalog.name
`

/** What has to be known before a type is created and after. */
export interface CreationStateRow extends EnumStateRow {
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
  const [row] = await runQuery<CreationStateRow>(db, SQL, [[ref.schema ?? null], [ref.name], mark])
  if (row === undefined) throw new TypeError('the driver returned no row for one enum')
  return row
}
