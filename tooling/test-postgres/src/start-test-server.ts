import { createDatabase } from './create-database.ts'
import { readTestServerSettings, type TestServerSettings } from './read-test-server-settings.ts'
import { startEmbeddedServer } from './start-embedded-server.ts'
import type { StartedServer, TestServer } from './test-server.ts'
import { useGivenServer } from './use-given-server.ts'

/** Starts the server that the settings ask for; by default those of the environment, see the README. */
export async function startTestServer(settings: Partial<TestServerSettings> = {}): Promise<TestServer> {
  const server = await start({ ...readTestServerSettings(process.env), ...settings })
  return { ...server, createDatabase: (options) => createDatabase(server, options) }
}

async function start({ url, kind, major, image }: TestServerSettings): Promise<StartedServer> {
  if (url !== null) return useGivenServer(url)
  if (kind === 'embedded') return startEmbeddedServer(major)
  // Loaded where it is wanted: it takes a second, and most runs meet no container.
  const { startContainerServer } = await import('./start-container-server.ts')
  return startContainerServer(image ?? `postgres:${major}`)
}
