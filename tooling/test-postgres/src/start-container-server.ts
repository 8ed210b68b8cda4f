import { randomBytes } from 'node:crypto'
import { GenericContainer, Wait } from 'testcontainers'
import type { StartedServer } from './test-server.ts'
import { fetchMajor } from './use-given-server.ts'

/** Starts a PostgreSQL image in a container. The image honours POSTGRES_PASSWORD, as the official ones do. */
export async function startContainerServer(image: string): Promise<StartedServer> {
  const password = randomBytes(12).toString('hex')
  const container = await new GenericContainer(image)
    .withEnvironment({ POSTGRES_USER: 'postgres', POSTGRES_PASSWORD: password, POSTGRES_DB: 'postgres' })
    .withExposedPorts(5432)
    // The official image starts twice: for its init scripts without TCP, then for good.
    .withHealthCheck({
      test: ['CMD-SHELL', 'pg_isready --host 127.0.0.1 --username postgres'],
      interval: 250,
      timeout: 1_000,
      retries: 240,
    })
    .withWaitStrategy(Wait.forHealthCheck())
    .start()
  const url = `postgres://postgres:${password}@${container.getHost()}:${container.getMappedPort(5432)}/postgres`
  try {
    return { url, major: await fetchMajor(url), stop: async () => void (await container.stop()) }
  } catch (error) {
    await container.stop()
    throw error
  }
}
