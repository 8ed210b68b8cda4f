import { setTimeout as sleep } from 'node:timers/promises'
import { isOmniError } from '@omni/pg-enum-guard'
import { Command, Option } from 'commander'
import { connect } from '../connection/connect.ts'
import type { CommandContext } from '../context.ts'
import { parseDuration } from '../parse-duration.ts'
import { renderWait } from '../render/wait.ts'
import type { RunCommand } from './command-runner.ts'

const DEFAULT_TIMEOUT_MS = 60_000
const PAUSE_MS = 250

// The server answers already, and waiting does not make it say anything else.
const FINAL = new Set(['28P01', '28000', '42501'])

export interface WaitOptions {
  /** Milliseconds after which to give up. */
  readonly timeout: number
}

export interface WaitReport {
  readonly url: string
  readonly attempts: number
  readonly waitedMs: number
}

/**
 * Resolves when the server lets this user in and answers.
 *
 * @throws CANNOT_CONNECT: not within the time, or it answers and refuses the user or the password.
 */
export async function runWait(context: CommandContext, { timeout }: WaitOptions): Promise<WaitReport> {
  const { pool, url, signal, logger } = context
  const start = performance.now()
  for (let attempts = 1; ; attempts += 1) {
    try {
      const client = await connect(pool, signal)
      // A pooler may let clients in while its server is down; an empty statement goes all the way.
      await client.query('').finally(() => client.release(true))
      return { url, attempts, waitedMs: Math.round(performance.now() - start) }
    } catch (error) {
      if (signal.aborted || isFinal(error) || performance.now() - start + PAUSE_MS > timeout) throw error
      logger.debug(`attempt ${attempts}: ${error instanceof Error ? error.message : String(error)}`)
    }
    await sleep(PAUSE_MS, undefined, { signal })
  }
}

function isFinal(error: unknown): boolean {
  if (!isOmniError(error) || error.code !== 'CANNOT_CONNECT') return false
  return 'code' in error.details && FINAL.has(String(error.details.code))
}

/** `wait` */
export function waitCommand(run: RunCommand): Command {
  return new Command('wait')
    .description('wait until the server answers')
    .addOption(
      new Option('--timeout <duration>', 'how long to try (500ms, 30s, 2m)')
        .argParser(parseDuration)
        .default(DEFAULT_TIMEOUT_MS, '60s'),
    )
    .action((flags: WaitOptions, command: Command) =>
      run(command, (context) => runWait(context, flags), { render: renderWait }),
    )
}
