import pg from 'pg'

/** Connects, hands the connection to `use` and closes it whatever happens. */
export async function withAdmin<Result>(
  url: string,
  use: (admin: pg.Client) => Promise<Result>,
): Promise<Result> {
  const admin = new pg.Client({ connectionString: url, application_name: 'omni test-postgres' })
  await admin.connect()
  try {
    return await use(admin)
  } finally {
    await admin.end()
  }
}
