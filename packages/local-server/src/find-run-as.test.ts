import { chmod } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { temporaryFolder } from '../test/fixtures/temporary-folder.ts'
import { findRunAs } from './find-run-as.ts'

const isRoot = process.getuid?.() === 0

test('root runs the server as another user, anybody else as it is', async () => {
  const { user, prefix } = await findRunAs(process.execPath, '/tmp/data')
  expect(user === null ? 'as it is' : 'another user').toBe(isRoot ? 'another user' : 'as it is')
  expect(user?.uid).not.toBe(0)
  if (!isRoot) expect(prefix).toEqual([])
})

test('root on a system that cannot let the other user in says what to do', async () => {
  const folder = await temporaryFolder()
  await chmod(folder, 0o700)
  const path = process.env.PATH
  process.env.PATH = '/nowhere'
  onTestFinished(() => {
    process.env.PATH = path
  })
  const outcome = findRunAs(process.execPath, join(folder, 'data'))
  if (!isRoot) await expect(outcome).resolves.toEqual({ user: null, prefix: [] })
  else {
    await expect(outcome).rejects.toMatchObject({
      code: 'ROOT_CANNOT_RUN',
      message: `PostgreSQL refuses to run as root, and no other user can reach '${folder}'.`,
      hint: `Run as an ordinary user, or let others pass through the folder (chmod o+x '${folder}'), or use a server of your own (DATABASE_URL=postgres://…).`,
    })
  }
})
