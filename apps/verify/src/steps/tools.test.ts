import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Command } from '../command/run-command.ts'
import { type Commands, listCommands } from '../repository/list-commands.ts'
import type { Step } from '../step.ts'
import { createContext } from '../testing/create-context.ts'
import { lintStep } from './lint.ts'
import { testsStep } from './tests.ts'
import { typesStep } from './types.ts'

// The tools themselves run here, and they take seconds on a machine that is busy.
vi.setConfig({ testTimeout: 60_000 })

let folder: string
let real: Commands
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'omni-verify-test-'))
  real = await listCommands(join(import.meta.dirname, '../../../..'))
})
afterAll(() => rmSync(folder, { recursive: true }))

/** The tool of the repository, on a folder with these files. */
function toolOn(
  name: string,
  tool: Command | undefined,
  args: string[],
  files: Record<string, string>,
): Command {
  const cwd = join(folder, name)
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, file)), { recursive: true })
    writeFileSync(join(cwd, file), text)
  }
  return {
    label: name,
    program: tool?.program ?? '',
    args: [tool?.args[0] ?? '', ...args],
    cwd,
    typed: `run ${name}`,
  }
}

const script = (source: string): Command => ({
  label: 'fixture',
  program: process.execPath,
  args: ['-e', source, '--'],
  cwd: folder,
  typed: 'node fixture',
})
const run = (step: Step, commands: Partial<Commands>) =>
  step.run(createContext({ commands: { types: [], lint: [], tests: [], ...commands } }))

describe('types', () => {
  const tsconfig = JSON.stringify({
    compilerOptions: { noEmit: true, strict: true, lib: ['es2022'], types: [] },
  })
  const good = () =>
    toolOn('good', real.types[0], [], { 'tsconfig.json': tsconfig, 'a.ts': 'export const a: number = 1' })
  const bad = () =>
    toolOn('bad', real.types[0], [], { 'tsconfig.json': tsconfig, 'a.ts': `export const a: number = 'x'` })

  test('passes where every package passes tsc', async () => {
    expect(await run(typesStep, { types: [good()] })).toMatchObject({
      status: 'passed',
      summary: '1 package checked',
    })
  })

  test('a failing tsc fails the step; it is no non-critical warning', async () => {
    const outcome = await run(typesStep, { types: [good(), bad()] })
    expect(outcome).toMatchObject({
      status: 'failed',
      summary: '1 of 2 packages do not pass tsc',
      problems: [{ code: 'COMMAND_FAILED', hint: 'Run it alone: run bad' }],
    })
    expect(outcome.output).toMatch(/^\$ run bad\na\.ts\(1,14\): error TS2322: /)
    expect(outcome.output).not.toContain('good')
  })
})

describe('lint', () => {
  const biome = (name: string, text: string) =>
    toolOn(name, real.lint[0], ['check', '--colors=off', '.'], { 'biome.json': '{}\n', 'a.js': text })

  test('passes where biome finds nothing', async () => {
    expect(await run(lintStep, { lint: [biome('tidy', 'export const a = 1;\n')] })).toMatchObject({
      status: 'passed',
      summary: '2 files checked',
    })
  })

  test('a failing biome fails the step; it is no non-critical warning', async () => {
    const outcome = await run(lintStep, { lint: [biome('untidy', 'export const a   = 1\ndebugger')] })
    expect(outcome).toMatchObject({ status: 'failed', next: [{ command: 'pnpm format' }] })
    expect(outcome.output).toContain('noDebugger')
  })
})

describe('tests', () => {
  const suite = (name: string, text: string) =>
    toolOn(name, real.tests[0], ['run', '--reporter=default', '--globals', '--root', '.'], {
      'a.test.js': text,
    })

  test('passes with the number of tests that ran', async () => {
    const text = `test('one', () => {}); test('two', () => {}); test.skip('three', () => {})`
    expect(await run(testsStep, { tests: [suite('passing', text)] })).toMatchObject({
      status: 'passed',
      summary: '2 tests passed, 1 skipped',
      facts: { passed: 2, skipped: 1 },
    })
  })

  test('a failing test fails the step and is named; it is no non-critical warning', async () => {
    const text = `test('one', () => {}); test('two is two', () => { expect(1 + 1).toBe(3) })`
    const outcome = await run(testsStep, { tests: [suite('failing', text)] })
    expect(outcome).toMatchObject({ status: 'failed', summary: '1 test failed', details: ['two is two'] })
    expect(outcome.output).toContain('expected 2 to be 3')
  })

  test('a suite that ran no test is not reported as passed, whatever its exit code', async () => {
    const silent = await run(testsStep, { tests: [script('')] })
    expect(silent).toMatchObject({ status: 'failed', problems: [{ code: 'NOTHING_TO_CHECK' }] })
    const skipping = await run(testsStep, { tests: [suite('skipping', `test.skip('one', () => {})`)] })
    expect(skipping).toMatchObject({ status: 'failed', problems: [{ code: 'NOTHING_TO_CHECK' }] })
  })

  test('a suite that dies without a report fails', async () => {
    const outcome = await run(testsStep, { tests: [script(`process.kill(process.pid, 'SIGKILL')`)] })
    expect(outcome).toMatchObject({ status: 'failed', summary: '1 suite failed' })
    expect(outcome.problems?.[0]?.message).toBe('fixture: the command was killed.')
  })
})

describe('each step that runs a tool', () => {
  test.for([typesStep, lintStep, testsStep])(
    '$id: a step that was not run is not reported as passed',
    async (step) => {
      expect(await step.run(createContext({ commands: null }))).toMatchObject({
        status: 'skipped',
        summary: 'not in the repository',
      })
      expect(await run(step, {})).toMatchObject({
        status: 'failed',
        problems: [{ code: 'NOTHING_TO_CHECK' }],
      })
    },
  )

  test.for([typesStep, lintStep, testsStep])('$id: a tool that is not installed fails', async (step) => {
    const missing = { ...script(''), program: join(folder, 'nothing-here') }
    const commands = { types: [missing], lint: [missing], tests: [missing] }
    await expect(run(step, commands)).rejects.toMatchObject({ code: 'COMMAND_NOT_STARTED' })
  })
})
