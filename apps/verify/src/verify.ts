import {
  type ConnectionChoice,
  createLogger,
  createStyle,
  describeError,
  type Environment,
  type ExitCode,
  exitCodes,
  findDataDirectory,
  findSecrets,
  loadEnvironment,
  maskedUrl,
  type ProgramSession,
  renderError,
  resolveConnection,
  stacksOf,
  wantsColor,
} from '@omni/cli'
import { definitions, migrations } from '@omni/migrations'
import { commandWords } from './command-words.ts'
import type { VerifyFlags } from './program.ts'
import { createProgress } from './progress/create-progress.ts'
import { renderHuman } from './render/human.ts'
import { maskReport } from './render/mask-report.ts'
import { createReport, type ReportTarget } from './report.ts'
import { prepareReportFiles, writeReportFiles } from './report-files.ts'
import { findRepository } from './repository/find-repository.ts'
import { listCommands } from './repository/list-commands.ts'
import { runSteps } from './run-steps.ts'
import { selectSteps } from './select-steps.ts'
import type { StepContext } from './step.ts'
import { steps } from './steps.ts'
import { createTarget } from './target/create-target.ts'

/**
 * Runs the chosen steps, reports what they found and returns the exit code. Changes nothing in the target.
 *
 * @throws USAGE, and what `resolveConnection` and `loadEnvironment` throw, before anything has run
 */
export async function verify(flags: VerifyFlags, session: ProgramSession): Promise<ExitCode> {
  const { input, output, secrets } = session
  const { signal, stdout } = input
  const startedAt = new Date()
  const start = performance.now()

  const env = loadEnvironment(input.env, flags.envFile)
  secrets.push(...findSecrets([env.DATABASE_URL], [env.PGPASSWORD]))
  const choice = chooseTarget(flags, env)
  const ids = steps.map(({ id }) => id)
  const reasonAgainst = selectSteps(flags, ids, 'summary')
  const files = { junit: flags.junit, md: flags.md, jobSummary: env.GITHUB_STEP_SUMMARY }
  prepareReportFiles(files)

  const root = findRepository(import.meta.dirname)
  const progress = createProgress({ flags, session, env, steps })
  const style = createStyle(wantsColor(input.stderr, flags, env))
  const verbosity = { verbose: flags.verbose, quiet: !flags.verbose }
  const logger = createLogger(progress.note, verbosity, { style, attended: true })
  const target = createTarget(choice, {
    applicationName: 'omni-verify',
    dataDirectory: findDataDirectory(env),
    logger,
    signal,
    announce: flags.quiet ? () => {} : progress.note,
  })
  const context: StepContext = {
    commands: root === null ? null : await listCommands(root),
    migrations,
    definitions,
    target,
    schema: flags.schema,
    requireDb: flags.requireDb ?? false,
    env,
    logger,
    signal,
    words: commandWords(flags, choice, root !== null),
  }
  const results = await runSteps({
    steps,
    context,
    reasonAgainst,
    bail: flags.bail ?? false,
    signal,
    watcher: progress,
    onError: (id, error) => logger.debug(`${id}: ${stacksOf(error)}`),
  }).finally(async () => {
    await target.close()
    progress.stop()
  })
  const report = maskReport(
    createReport({
      startedAt,
      durationMs: Math.round(performance.now() - start),
      interrupted: signal.aborted,
      target: describeTarget(choice, flags),
      steps: results,
    }),
    secrets,
  )
  if (flags.json) output.document(report)
  else {
    const list = flags.quiet === true
    output.data(
      `${list ? '' : '\n'}${renderHuman(report, createStyle(wantsColor(stdout, flags, env)), { list })}`,
    )
  }
  const unwritten = writeReportFiles(report, files)
  for (const error of unwritten) output.note(renderError(describeError(error), style))
  return unwritten.length > 0 && report.ok ? exitCodes.failed : report.exitCode
}

// The CLI refuses the embedded server in CI and production because a forgotten DATABASE_URL would look like a deploy.
// Verifying deploys nothing; who wants a database to be named says --require-db.
function chooseTarget(flags: VerifyFlags, env: Environment): ConnectionChoice {
  return resolveConnection(flags, { ...env, CI: undefined, NODE_ENV: undefined })
}

function describeTarget(
  choice: ConnectionChoice,
  { schema = null }: { schema?: string | null },
): ReportTarget {
  const { kind, source } = choice
  return { kind, source, url: choice.kind === 'server' ? maskedUrl(choice.settings) : null, schema }
}
