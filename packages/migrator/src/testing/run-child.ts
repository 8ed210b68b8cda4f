import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const SCRIPT = fileURLToPath(new URL('./migrate-child.ts', import.meta.url))

export interface Child {
  readonly pid: number
  /** Resolves once the child has printed this line. */
  printed(line: string): Promise<void>
  readonly exit: Promise<{ readonly code: number | null; readonly output: string }>
  kill(signal: NodeJS.Signals): void
}

/** Starts a process of its own that migrates a database, and prints what happens. */
export function runChild(url: string, migrations: 'quick' | 'slow'): Child {
  const child = spawn(process.execPath, ['--conditions=source', SCRIPT, url, migrations], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const lines: string[] = []
  const waiting: { line: string; resolve: () => void }[] = []
  for (const stream of [child.stdout, child.stderr]) {
    createInterface(stream).on('line', (line) => {
      lines.push(line)
      for (const { resolve } of waiting.filter((one) => one.line === line)) resolve()
    })
  }
  const exit = new Promise<{ code: number | null; output: string }>((resolve) => {
    child.on('close', (code) => resolve({ code, output: lines.join('\n') }))
  })
  return {
    pid: child.pid ?? 0,
    exit,
    kill: (signal) => child.kill(signal),
    printed: (line) =>
      lines.includes(line)
        ? Promise.resolve()
        : Promise.race([
            new Promise<void>((resolve) => waiting.push({ line, resolve })),
            exit.then(({ output }) => {
              if (!lines.includes(line)) throw new Error(`the child ended without "${line}":\n${output}`)
            }),
          ]),
  }
}
