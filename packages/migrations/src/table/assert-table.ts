import type { Queryable } from '@omni/pg-enum-guard'
import { checkTable, type TableCheck } from './check-table.ts'
import type { TableDefinition } from './table-definition.ts'
import { type TableProblemOptions, tableProblemOf } from './table-problem-of.ts'

/**
 * Returns the judgement on a table and its indexes where it is good; throws one error with every difference where
 * not. An absent table or index is a difference unless `absent` is `'allowed'`. Reads only.
 *
 * @throws TABLE_MISMATCH, INDEX_MISMATCH
 *
 * @example
 * ```ts
 * import { assertTable, nodeRegistrationsTable004 } from '@omni/migrations'
 * import type { Queryable } from '@omni/pg-enum-guard'
 *
 * declare const client: Queryable
 * await assertTable(client, 'public', nodeRegistrationsTable004)
 * ```
 */
export async function assertTable(
  db: Queryable,
  schema: string,
  definition: TableDefinition,
  { absent = 'problem' }: Partial<TableProblemOptions> = {},
): Promise<TableCheck> {
  const check = await checkTable(db, schema, definition)
  const problem = await tableProblemOf(db, definition, check, { absent })
  if (problem !== null) throw problem
  return check
}
