import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test, vi } from 'vitest'
import { type Command, runCommand } from './run-command.ts'

vi.setConfig({ testTimeout: 30_000 })

const script = (source: string, ...args: string[]): Command => ({
  label: 'fixture',
  program: process.execPath,
  args: ['-e', source, ...args],
  cwd: process.cwd(),
  typed: 'node fixture',
})

function run(command: Command, signal = new AbortController().signal) {
  const lines: string[] = []
  const env = { ...process.env, FORCE_COLOR: '1' }
  return { lines, result: runCommand(command, { env, signal, say: (line) => lines.push(line) }) }
}

describe('runCommand', () => {
  test('returns the exit code and what was printed on both streams, without colour', async () => {
    const source = `console.log('\\u001b[31mred\\u001b[39m'); console.error('err'); process.exitCode = 3`
    const { lines, result } = run(script(source))
    const { exitCode, output } = await result
    expect(exitCode).toBe(3)
    expect(output.split('\n').sort()).toEqual(['', 'err', 'red'])
    expect(lines.sort()).toEqual(['err', 'red'])
  })

  test('asks for output without colour', async () => {
    const { result } = run(script(`console.log(process.env.NO_COLOR, process.env.FORCE_COLOR)`))
    expect((await result).output).toBe('1 undefined\n')
  })

  test('keeps the end of a long output', async () => {
    const { result } = run(script(`process.stdout.write('x'.repeat(1e6) + 'the end')`))
    const { output } = await result
    expect(output.length).toBeLessThan(300_000)
    expect(output).toMatch(/the end$/)
  })

  test('a program that does not exist is a typed error', async () => {
    const { result } = run({ ...script(''), program: '/nonexistent/tool' })
    await expect(result).rejects.toMatchObject({
      code: 'COMMAND_NOT_STARTED',
      hint: expect.stringContaining('pnpm install'),
    })
  })

  test('when it is interrupted, the program and what that started are killed', async () => {
    const controller = new AbortController()
    const source = `
      const child = require('node:child_process').spawn('sleep', ['600'])
      console.log('pids', process.pid, child.pid)
      setInterval(() => {}, 1000)`
    const { lines, result } = run(script(source), controller.signal)
    while (lines.length === 0) await sleep(10)
    const pids = lines[0]?.split(' ').slice(1).map(Number) ?? []
    expect(pids.filter(isRunning)).toHaveLength(2)
    controller.abort()
    await expect(result).rejects.toThrow('aborted')
    await expect.poll(() => pids.filter(isRunning), { timeout: 20_000 }).toEqual([])
  })

  test('nothing is started after an interruption', async () => {
    await expect(run(script(''), AbortSignal.abort()).result).rejects.toThrow('aborted')
  })
})

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
