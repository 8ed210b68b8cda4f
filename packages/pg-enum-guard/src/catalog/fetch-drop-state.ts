import type { EnumRef } from '../define-enum.ts'
import type { Queryable } from '../queryable.ts'
import { runQuery } from '../run-query.ts'
import { IN_TRANSACTION, MARK_TRANSACTION } from '../sql/mark-transaction.ts'
import { ENUM_STATES, type EnumStateRow } from './fetch-enum-states.ts'

const SQL = /* SQL */ `
  select
    s.*,
    ${IN_TRANSACTION} as "inTransaction",
    case when $3::pg_catalog.bool then ${MARK_TRANSACTION} end as "mark"
  from (${ENUM_STATES}) s
`

/** What has to be known before a type is dropped. */
export interface DropStateRow extends EnumStateRow {
  /** Whether an earlier statement of the guard ran in the same transaction. */
  readonly inTransaction: boolean
}

/** Returns what holds the name; `mark` leaves a sign for the next call. */
export async function fetchDropState(db: Queryable, ref: EnumRef, mark: boolean): Promise<DropStateRow> {
  const [row] = await runQuery<DropStateRow>(db, SQL, [[ref.schema ?? ''], [ref.name], mark])
  if (row === undefined) throw new TypeError('the driver returned no row for one enum')
  return row
}
