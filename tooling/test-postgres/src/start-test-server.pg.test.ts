import pg from 'pg'
import { expect, inject, onTestFinished, test } from 'vitest'
import { startTestServer } from './start-test-server.ts'

test('a server that is given is used, and still there after stop', async () => {
  const given = inject('testServer')
  const server = await startTestServer({ url: given.url })
  expect(server.major).toBe(given.major)
  await server.stop()
  await startTestServer({ url: given.url })
})

test('a database is gone after drop, though somebody is connected to it', async () => {
  const server = await startTestServer({ url: inject('testServer').url })
  const database = await server.createDatabase({ name: 'omni_test "quoted"' })
  onTestFinished(() => database.drop())
  const stranger = new pg.Client({ connectionString: database.url })
  const ended = new Promise<string>((resolve) => stranger.on('error', ({ message }) => resolve(message)))
  await stranger.connect()
  await database.drop()
  expect(await ended).toBe('terminating connection due to administrator command')
  await expect(database.client()).rejects.toMatchObject({ code: '3D000' })
})
