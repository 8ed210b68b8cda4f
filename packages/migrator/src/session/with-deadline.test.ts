import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { withDeadline } from './with-deadline.ts'

const error = (reason: string) => new Error(reason)

test('returns what comes in time, and passes on what is thrown', async () => {
  await expect(withDeadline(Promise.resolve(1), { ms: 1_000, error })).resolves.toBe(1)
  await expect(withDeadline(Promise.reject(new Error('no')), { ms: 1_000, error })).rejects.toThrow('no')
})

test('throws when the time is over and discards what comes late', async () => {
  const discarded: string[] = []
  const late = delay(50, 'late')
  await expect(
    withDeadline(late, { ms: 5, error, discard: (value) => discarded.push(value) }),
  ).rejects.toThrow('late')
  await late
  await delay(0)
  expect(discarded).toEqual(['late'])
})

test('throws when the signal is aborted, before or meanwhile', async () => {
  const controller = new AbortController()
  const waiting = withDeadline(delay(1_000), { ms: 5_000, signal: controller.signal, error })
  controller.abort()
  await expect(waiting).rejects.toThrow('aborted')
  await expect(withDeadline(delay(50), { ms: 5_000, signal: controller.signal, error })).rejects.toThrow(
    'aborted',
  )
})
