import pg from 'pg'

/** Creates a database where it is absent. */
export async function ensureDatabase(url: string, database: string): Promise<void> {
  if (database === 'postgres') return
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rowCount } = await client.query('select from pg_catalog.pg_database where datname = $1', [
      database,
    ])
    if (rowCount === 0) await client.query(`create database ${pg.escapeIdentifier(database)}`)
  } finally {
    await client.end()
  }
}
