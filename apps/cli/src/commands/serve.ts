import { setTimeout as sleep } from 'node:timers/promises'
import { Command } from 'commander'
import type { CommandContext } from '../context.ts'
import { renderServe } from '../render/serve.ts'
import type { RunCommand } from './command-runner.ts'

const PAUSE_MS = 60_000

export interface ServeReport {
  readonly url: string
  readonly servedMs: number
}

/** Keeps the embedded server up until the signal fires, and says how to connect to it. */
export async function runServe({ url, passwordFile, signal, note }: CommandContext): Promise<ServeReport> {
  const start = performance.now()
  const { hostname, port, username, pathname } = new URL(url)
  note(
    `connect:  PGPASSFILE=${passwordFile} psql -h ${hostname} -p ${port} -U ${username} ${pathname.slice(1)}`,
  )
  note('other calls of the program use the same server; Ctrl-C stops it')
  // A listener alone would not keep the process alive.
  while (!signal.aborted) await sleep(PAUSE_MS, undefined, { signal }).catch(() => undefined)
  return { url, servedMs: Math.round(performance.now() - start) }
}

/** `serve` */
export function serveCommand(run: RunCommand): Command {
  return new Command('serve')
    .description('keep the embedded server up until Ctrl-C, to look into it with psql')
    .action((_flags: object, command: Command) => {
      command.setOptionValue('embedded', true)
      return run(command, runServe, { render: renderServe })
    })
}
