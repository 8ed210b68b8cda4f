import { type Queryable, qualifiedName } from '@omni/pg-enum-guard'

/** Keeps everyone else from the table until the transaction ends, so that what is found out now is true when it is dropped. */
export async function lockTable(db: Queryable, schema: string, table: string): Promise<void> {
  await db.query(`lock table ${qualifiedName(schema, table)} in access exclusive mode`)
}
