import type { StartedServer } from './test-server.ts'
import { withAdmin } from './with-admin.ts'

/** Returns a server that somebody else runs; `stop` leaves it alone. */
export async function useGivenServer(url: string): Promise<StartedServer> {
  return { url, major: await fetchMajor(url), stop: async () => {} }
}

/** Returns the major version of a server. */
export function fetchMajor(url: string): Promise<number> {
  return withAdmin(url, async (admin) => {
    const { rows } = await admin.query<{ major: number }>(
      `select pg_catalog.current_setting('server_version_num')::int / 10000 as "major"`,
    )
    const [row] = rows
    if (row === undefined) throw new Error('the server does not tell its version')
    return row.major
  })
}
