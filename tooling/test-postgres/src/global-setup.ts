import type { TestProject } from 'vitest/node'
import { startTestServer } from './start-test-server.ts'
import type { TestServer } from './test-server.ts'

let server: TestServer | null = null

/** Starts the server of a test run and tells every test file where it is. */
export async function setup(project: TestProject): Promise<void> {
  server = await startTestServer()
  project.provide('testServer', { url: server.url, major: server.major })
}

/** Stops the server of the test run. */
export async function teardown(): Promise<void> {
  await server?.stop()
  server = null
}
