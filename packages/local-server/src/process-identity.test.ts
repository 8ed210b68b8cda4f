import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { fetchOwnIdentity, isRunning } from './process-identity.ts'

test('this process runs', async () => {
  expect(await isRunning(await fetchOwnIdentity())).toBe(true)
})

test('a process with the same number that started at another time is another one', async () => {
  expect(await isRunning({ pid: process.pid, started: 'another time' })).toBe(false)
})

test('a process that ended does not run', async () => {
  const child = spawn(process.execPath, ['--eval', ''])
  await once(child, 'exit')
  expect(await isRunning({ pid: child.pid ?? 0, started: '' })).toBe(false)
})
