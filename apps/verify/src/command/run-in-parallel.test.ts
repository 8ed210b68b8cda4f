import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { runInParallel } from './run-in-parallel.ts'

test('runs at most so many at once and returns the results in the order of the items', async () => {
  let running = 0
  let most = 0
  const results = await runInParallel([30, 1, 10, 5, 1], 2, async (milliseconds) => {
    running += 1
    most = Math.max(most, running)
    await sleep(milliseconds)
    running -= 1
    return milliseconds
  })
  expect(results).toEqual([30, 1, 10, 5, 1])
  expect(most).toBe(2)
})

test('an empty list is no work', async () => {
  expect(await runInParallel([], 2, async () => 1)).toEqual([])
})

test('a failure is the failure of the whole, which waits for what is under way', async () => {
  let ended = 0
  const work = async (milliseconds: number) => {
    await sleep(milliseconds)
    if (milliseconds < 10) throw new Error('no')
    ended += 1
  }
  await expect(runInParallel([1, 30], 2, work)).rejects.toThrow('no')
  expect(ended).toBe(1)
})
