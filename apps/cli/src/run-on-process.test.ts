import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'

const SCRIPT = `
  import { Command } from 'commander'
  import { configureCommand } from './src/configure-command.ts'
  import { runCommander } from './src/run-commander.ts'
  import { runOnProcess } from './src/run-on-process.ts'

  await runOnProcess((input) => runCommander(input, ({ write }) => {
    const program = new Command('test').option('--json').action(async () => {
      setTimeout(() => { FAILURE }, 10)
      await new Promise((resolve) => setTimeout(resolve, 10_000))
    })
    configureCommand(program, write)
    return program
  }))
`

test.each(['throw new Error("nobody caught this")', 'Promise.reject(new Error("nobody caught this"))'])(
  'what nobody caught is reported like any other error: %s',
  (failure) => {
    const script = SCRIPT.replace('FAILURE', failure)
    const args = ['--conditions=source', '--input-type=module', '--eval', script, '--', 'script', '--json']
    const { stdout, stderr, status } = spawnSync(process.execPath, args, {
      cwd: new URL('..', import.meta.url),
      encoding: 'utf8',
    })
    expect({ stderr, status }).toEqual({ stderr: '', status: 1 })
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'UNEXPECTED', message: 'nobody caught this' } })
  },
)

test('a program that cannot even be made, and one that waits for nothing, are failures', () => {
  for (const run of [`() => Promise.reject(new Error('broken'))`, '() => new Promise(() => {})']) {
    const script = `import { runOnProcess } from './src/run-on-process.ts'\nawait runOnProcess(${run})`
    const args = ['--conditions=source', '--input-type=module', '--eval', script]
    const { status } = spawnSync(process.execPath, args, { cwd: new URL('..', import.meta.url) })
    expect(status).not.toBe(0)
  }
})
