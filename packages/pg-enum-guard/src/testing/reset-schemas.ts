import type { Queryable } from '../queryable.ts'

/** Empties the database: drops every schema of its own and makes `public` anew. */
export async function resetSchemas(db: Queryable): Promise<void> {
  await db.query('rollback') // where a test failed in a transaction
  const { rows } = await db.query(
    "select format('%I', nspname) as name from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema'",
  )
  for (const { name } of rows as { name: string }[]) await db.query(`drop schema ${name} cascade`)
  await db.query('create schema public')
}
