import { describe, expect, test } from 'vitest'
import type { StepResult } from './report.ts'
import { type RunStepsOptions, runSteps } from './run-steps.ts'
import { failed, passed, type Step, skipped } from './step.ts'

const good = (id: string, more: Partial<Step<object>> = {}): Step<object> => ({
  id,
  title: `the title of ${id}`,
  run: async () => passed(`${id} looked`),
  ...more,
})
const bad = (id: string): Step<object> =>
  good(id, {
    run: async () => failed('found something', [{ code: 'BAD', message: 'bad', hint: '', details: {} }]),
  })

function run(steps: readonly Step<object>[], options: Partial<RunStepsOptions<object>> = {}) {
  const events: string[] = []
  const watcher = {
    started: ({ id }: { id: string }) => void events.push(`started ${id}`),
    said: (id: string, line: string) => void events.push(`${id} said ${line}`),
    finished: ({ id, status }: StepResult) => void events.push(`${status} ${id}`),
  }
  const signal = new AbortController().signal
  return runSteps({ steps, context: {}, signal, watcher, ...options }).then((results) => ({
    results,
    events,
  }))
}

const short = (results: readonly StepResult[]) =>
  results.map(({ id, status, summary }) => `${id} ${status}: ${summary}`)

describe('runSteps', () => {
  test('runs the steps in order, tells what happens, and returns a result for each', async () => {
    let clock = 0
    const speaking = good('b', {
      run: async ({ say, results }) => {
        say(`after ${results.map(({ id }) => id).join()}`)
        return passed('b looked', { facts: { n: 1 } })
      },
    })
    const { results, events } = await run([good('a'), speaking], { now: () => (clock += 100) })
    expect(events).toEqual(['started a', 'passed a', 'started b', 'b said after a', 'passed b'])
    expect(results[1]).toEqual({
      id: 'b',
      title: 'the title of b',
      status: 'passed',
      skippedBy: null,
      durationMs: 100,
      summary: 'b looked',
      details: [],
      problems: [],
      output: null,
      facts: { n: 1 },
      next: [],
    })
  })

  test('a step that throws something unknown has failed, not passed', async () => {
    const unknown = (value: unknown) => good('odd', { run: () => Promise.reject(value) })
    for (const value of [
      new TypeError('x is not a function'),
      'a text',
      undefined,
      null,
      { status: 'passed' },
    ]) {
      const { results } = await run([unknown(value)])
      expect(results[0]).toMatchObject({ status: 'failed', problems: [{ code: 'UNEXPECTED' }] })
    }
    const synchronous = good('odd', {
      run: () => {
        throw new Error('at once')
      },
    })
    const thrown: unknown[] = []
    const { results } = await run([synchronous], { onError: (id, error) => thrown.push(id, error) })
    expect(thrown).toEqual(['odd', new Error('at once')])
    expect(results[0]).toMatchObject({ status: 'failed', summary: 'at once' })
  })

  test('a step that was not run is not reported as passed', async () => {
    const never = good('never', { run: () => Promise.reject(new Error('it ran')) })
    const interrupted = AbortSignal.abort()
    const runs = [
      await run([never], { reasonAgainst: () => 'left out with --skip' }),
      await run([bad('a'), never], { bail: true }),
      await run([bad('a'), { ...never, needs: ['a'] }]),
      await run([never], { signal: interrupted }),
    ]
    const last = runs.map(({ results }) => results.at(-1))
    expect(last.map((result) => `${result?.status} (${result?.skippedBy}): ${result?.summary}`)).toEqual([
      'skipped (choice): left out with --skip',
      'skipped (bail): a failed, and --bail ends the run there',
      'skipped (need): a failed',
      'skipped (interruption): interrupted before it began',
    ])
    expect(last.map((result) => result?.durationMs)).toEqual([0, 0, 0, 0])
  })

  test('goes on after a failure, but not with what needs the step that failed', async () => {
    const { results } = await run([bad('connect'), good('state', { needs: ['connect'] }), good('tests')])
    expect(short(results)).toEqual([
      'connect failed: found something',
      'state skipped: connect failed',
      'tests passed: tests looked',
    ])
  })

  test('what needs a step that skipped itself is skipped, what needs one that was left out is not', async () => {
    const none = good('connect', { run: async () => skipped('no server') })
    const state = good('state', { needs: ['connect'] })
    expect(short((await run([none, state])).results)).toEqual([
      'connect skipped: no server',
      'state skipped: connect was skipped',
    ])
    const reasonAgainst = (id: string) => (id === 'connect' ? 'left out' : null)
    expect(short((await run([none, state], { reasonAgainst })).results)).toEqual([
      'connect skipped: left out',
      'state passed: state looked',
    ])
  })

  test('a skip is handed on: what needs the skipped step is skipped, too', async () => {
    const { results } = await run([bad('a'), good('b', { needs: ['a'] }), good('c', { needs: ['b'] })])
    expect(short(results).slice(1)).toEqual(['b skipped: a failed', 'c skipped: b was skipped'])
  })

  test('a step that always runs does so after --bail and an interruption', async () => {
    const summary = good('summary', { always: true })
    const bailed = await run([bad('a'), good('b'), summary], { bail: true })
    expect(bailed.results.map(({ status }) => status)).toEqual(['failed', 'skipped', 'passed'])
    const interrupted = await run([good('a'), summary], { signal: AbortSignal.abort() })
    expect(interrupted.results.map(({ status }) => status)).toEqual(['skipped', 'passed'])
  })

  test('a step that is interrupted has failed, whatever it throws then', async () => {
    const controller = new AbortController()
    const step = good('long', {
      run: async () => {
        controller.abort()
        throw new Error('read ECONNRESET')
      },
    })
    const { results } = await run([step, good('next')], { signal: controller.signal })
    expect(results[0]).toMatchObject({ status: 'failed', problems: [{ code: 'INTERRUPTED' }] })
    expect(results[1]).toMatchObject({ status: 'skipped', skippedBy: 'interruption' })
  })
})
