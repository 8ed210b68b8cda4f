import { sqlstateOf } from './errors/sqlstate-of.ts'
import type { Queryable } from './queryable.ts'
import { runQuery } from './run-query.ts'
import { doStatement } from './sql/do-statement.ts'

/** Why the server did not drop a type. */
export interface DropRefusal {
  /** 2BP01, something depends on it; 42704 or XX000, another session dropped or renamed it. */
  readonly sqlstate: string
  /** What depends on it, in the words of the server. */
  readonly detail: string
}

const REFUSALS: ReadonlySet<string | null> = new Set(['2BP01', '42704', 'XX000'])

/**
 * Runs one `DROP TYPE`; returns why the server refused, or null where it did not. Inside a transaction the refusal is
 * caught on the server, for an error would abort the caller's work.
 *
 * @throws PERMISSION_DENIED, READ_ONLY
 */
export async function attemptDrop(
  db: Queryable,
  statement: string,
  inTransaction: boolean,
): Promise<DropRefusal | null> {
  if (inTransaction) return attemptInTransaction(db, statement)
  try {
    await runQuery(db, statement)
    return null
  } catch (error) {
    const sqlstate = sqlstateOf(error)
    if (sqlstate === null || !REFUSALS.has(sqlstate)) throw error
    return { sqlstate, detail: detailOf(error) }
  }
}

async function attemptInTransaction(db: Queryable, statement: string): Promise<DropRefusal | null> {
  const body = /* SQL */ `
    declare
      detail pg_catalog.text;
    begin
      ${statement};
      perform pg_catalog.set_config('omni.drop_refusal', '', true);
    exception when dependent_objects_still_exist or undefined_object or internal_error then
      get stacked diagnostics detail = pg_exception_detail;
      perform pg_catalog.set_config('omni.drop_refusal', pg_catalog.concat(sqlstate, detail), true);
    end
  `
  await runQuery(db, doStatement(body))
  const [row] = await runQuery<{ refusal: string }>(
    db,
    /* SQL */ `select pg_catalog.current_setting('omni.drop_refusal') as "refusal"`,
  )
  const refusal = row?.refusal ?? ''
  return refusal === '' ? null : { sqlstate: refusal.slice(0, 5), detail: refusal.slice(5) }
}

function detailOf(error: unknown): string {
  const hasDetail = typeof error === 'object' && error !== null && 'detail' in error
  return hasDetail && typeof error.detail === 'string' ? error.detail : ''
}
