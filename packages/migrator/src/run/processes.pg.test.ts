import { expect, test } from 'vitest'
import { table } from '../testing/migrations.ts'
import { runChild } from '../testing/run-child.ts'
import { useDatabase } from '../testing/use-database.ts'

const used = useDatabase()

test('twenty processes at once on an empty database: each succeeds, everything is applied once', {
  timeout: 180_000,
}, async () => {
  const children = Array.from({ length: 20 }, () => runChild(used.url, 'quick'))
  const exits = await Promise.all(children.map(({ exit }) => exit))
  expect(exits.filter(({ code }) => code !== 0)).toEqual([])
  const outputs = exits.map(({ output }) => output).sort()
  expect(outputs).toEqual([...Array.from({ length: 19 }, () => 'applied 0'), 'applied 3'])
  expect(await used.history()).toEqual(['001_color', '002_paint', '003_count'])
  expect(await used.query('select * from runs')).toEqual([{ id: 1 }])
  expect(await used.locks()).toBe(0)
})

test('after kill -9 in the middle of a migration the next run just works', { timeout: 60_000 }, async () => {
  const child = runChild(used.url, 'slow')
  await child.printed('in the middle')
  child.kill('SIGKILL')
  await child.exit
  const start = performance.now()
  const { applied } = await used.migrator([table('001_a', 'a'), table('002_slow', 'b')]).up()
  expect(applied.map(({ name }) => name)).toEqual(['002_slow'])
  // The killed session still sleeps for 20 s, unless the server looks after its client.
  expect(performance.now() - start).toBeLessThan(10_000)
  expect(await used.locks()).toBe(0)
})
