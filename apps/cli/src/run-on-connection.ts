import { ask } from './ask.ts'
import type { RunCommand } from './commands/command-runner.ts'
import { resolveConnection } from './connection/resolve-connection.ts'
import { withConnection } from './connection/with-connection.ts'
import { createLogger } from './create-logger.ts'
import { exitCodes } from './exit-codes.ts'
import { findDataDirectory } from './find-data-directory.ts'
import type { GlobalFlags } from './global-flags.ts'
import { loadEnvironment } from './load-environment.ts'
import { findSecrets } from './mask-password.ts'
import { createStyle } from './render/style.ts'
import type { ProgramSession } from './run-commander.ts'
import { isInteractive, wantsColor } from './streams.ts'

/** Returns what runs a command: opens the connection that the flags name, does the work, shows what it returned. */
export function runOnConnection({ input, output, secrets, done }: ProgramSession): RunCommand {
  return async (command, work, { render, exitCode }) => {
    const { stdout, stderr, signal } = input
    const flags = command.optsWithGlobals<GlobalFlags>()
    const env = loadEnvironment(input.env, flags.envFile)
    secrets.push(...findSecrets([env.DATABASE_URL], [env.PGPASSWORD]))

    const style = createStyle(wantsColor(stderr, flags, env))
    const logger = createLogger(output.note, flags, { style, attended: stderr.isTTY === true })
    const connection = {
      applicationName: `omni-cli ${command.name()}`,
      dataDirectory: findDataDirectory(env),
      logger,
      signal,
      announce: (line: string) => flags.quiet || output.note(line),
    }
    const data = await withConnection(
      resolveConnection(flags, env),
      connection,
      ({ pool, url, passwordFile }) =>
        work({
          pool,
          url,
          passwordFile,
          schema: flags.schema,
          allowDestructive: env.ALLOW_DESTRUCTIVE_MIGRATION,
          logger,
          signal,
          note: output.note,
          ask: isInteractive(input, flags)
            ? (question) => ask(output.mask(question), input, signal)
            : undefined,
        }),
    )
    if (flags.json) output.document(data)
    else output.data(render(data, createStyle(wantsColor(stdout, flags, env))))
    done(exitCode?.(data) ?? exitCodes.done)
  }
}
