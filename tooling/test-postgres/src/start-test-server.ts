import { readTestServerSettings, type TestServerSettings } from './read-settings.ts'
import { startContainerServer } from './start-container-server.ts'
import { startEmbeddedServer } from './start-embedded-server.ts'
import type { TestServer } from './test-server.ts'
import { useGivenServer } from './use-given-server.ts'

/** Starts the server that the settings ask for; by default those of the environment, see the README. */
export function startTestServer(settings: Partial<TestServerSettings> = {}): Promise<TestServer> {
  const { url, kind, major, image } = { ...readTestServerSettings(process.env), ...settings }
  if (url !== null) return useGivenServer(url)
  if (kind === 'container') return startContainerServer(image ?? `postgres:${major}`)
  return startEmbeddedServer(major)
}
