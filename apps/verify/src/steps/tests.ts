import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { count, describeError } from '@omni/cli'
import { factsOf, failureOf, NOT_IN_REPOSITORY, runCommands } from '../command/check-commands.ts'
import { nothingToCheck } from '../command/problem-of-command.ts'
import { readSuiteReport, type SuiteReport } from '../command/read-suite-report.ts'
import type { Command } from '../command/run-command.ts'
import { failed, passed, type Step, type StepOutcome, skipped } from '../step.ts'
import { VerifyError } from '../verify-error.ts'

/** `tests` */
export const testsStep: Step = {
  id: 'tests',
  title: 'the suites of migrations and migrator pass',
  async run(context) {
    const commands = context.commands?.tests
    if (commands === undefined) return skipped(NOT_IN_REPOSITORY)
    if (commands.length === 0) return nothingToCheck('no suite was given')
    const folder = await mkdtemp(join(tmpdir(), 'omni-verify-'))
    try {
      const suites = commands.map((command, position) => ({
        command,
        file: join(folder, `${position}.json`),
      }))
      // One after the other: each of them uses every processor by itself.
      const results = await runCommands(suites.map(withReport), context, 1)
      const reports = await Promise.all(suites.map(({ file }) => readSuiteReport(file)))
      const failure = failureOf(results, (failures) => describeFailures(reports, failures.length))
      if (failure !== null) return { ...failure, details: reports.flatMap(namesOfFailed) }
      return judge(commands, reports, factsOf(results))
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  },
}

function withReport({ command, file }: { command: Command; file: string }): Command {
  return { ...command, args: [...command.args, '--reporter=json', `--outputFile.json=${file}`] }
}

// Exit code 0 alone is not enough: a suite that ran no test has not passed.
function judge(
  commands: readonly Command[],
  reports: readonly (SuiteReport | null)[],
  facts: object,
): StepOutcome {
  const empty = commands.filter((_, position) => (reports[position]?.passed ?? 0) === 0)
  if (empty.length > 0) {
    const problems = empty.map(({ label, typed }) =>
      describeError(new VerifyError('NOTHING_TO_CHECK', `${label}: no test ran.`, `Run it alone: ${typed}`)),
    )
    return failed(`no test ran in ${empty.map(({ label }) => label).join(', ')}`, problems, { facts })
  }
  const details = commands.map(({ label }, position) => `${label}: ${describeReport(reports[position])}`)
  return passed(describeReport(totalOf(reports)), { details, facts: { ...facts, ...totalOf(reports) } })
}

function totalOf(reports: readonly (SuiteReport | null)[]) {
  const known = reports.filter((report) => report !== null)
  return {
    passed: known.reduce((sum, report) => sum + report.passed, 0),
    skipped: known.reduce((sum, report) => sum + report.skipped, 0),
  }
}

function describeReport(report: { passed: number; skipped: number } | null | undefined): string {
  if (!report) return 'no report'
  return `${count(report.passed, 'test')} passed${report.skipped > 0 ? `, ${report.skipped} skipped` : ''}`
}

function describeFailures(reports: readonly (SuiteReport | null)[], suites: number): string {
  const names = reports.flatMap(namesOfFailed)
  return names.length > 0 ? `${count(names.length, 'test')} failed` : `${count(suites, 'suite')} failed`
}

function namesOfFailed(report: SuiteReport | null): readonly string[] {
  return report?.failed ?? []
}
