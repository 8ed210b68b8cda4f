import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runFixture } from '../test/fixtures/run-fixture.ts'
import { temporaryFolder } from '../test/fixtures/temporary-folder.ts'
import { fetchOwnIdentity } from './process-identity.ts'
import { withFileLock } from './with-file-lock.ts'

const dead = (pid: number) => JSON.stringify({ pid, started: 'another time', id: 'dead' })

test('processes that add to one number under the lock lose nothing, though its holder was dead at first', async () => {
  const folder = await temporaryFolder()
  const [lock, file] = [join(folder, 'lock'), join(folder, 'number')]
  await writeFile(file, '0')
  await writeFile(lock, dead(process.pid))
  const six = Array.from({ length: 6 }, () => runFixture('count-under-lock', lock, file, '25'))
  expect(await Promise.all(six.map(({ ended }) => ended))).toEqual(Array(6).fill(0))
  expect(await readFile(file, 'utf8')).toBe('150')
  expect(await readdir(folder)).toEqual(['number'])
})

test('the lock is given back when the work under it fails', async () => {
  const lock = join(await temporaryFolder(), 'lock')
  const failing = withFileLock(lock, 1_000, async () => {
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  expect(await withFileLock(lock, 1_000, async () => 'free')).toBe('free')
})

test('a lock that somebody holds for too long is an error that names the process', async () => {
  const lock = join(await temporaryFolder(), 'lock')
  await writeFile(lock, JSON.stringify({ ...(await fetchOwnIdentity()), id: 'alive' }))
  await expect(withFileLock(lock, 100, async () => {})).rejects.toMatchObject({
    code: 'LOCK_TIMEOUT',
    hint: `Look at what it does (ps -fp ${process.pid}) and try again when it is done.`,
    details: { pid: process.pid },
  })
})
