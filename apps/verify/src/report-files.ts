import { accessSync, appendFileSync, constants, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { CliError } from '@omni/cli'
import { renderJunit } from './render/junit.ts'
import { renderMarkdown } from './render/markdown.ts'
import type { Report } from './report.ts'

/** Where the report is to be written besides stdout. */
export interface ReportFiles {
  readonly junit: string | undefined
  readonly md: string | undefined
  /** GitHub's file: whatever other steps of a job wrote into it stays. */
  readonly jobSummary: string | undefined
}

/**
 * Makes the folders of the files that were asked for. Called before anything runs: minutes later would be late.
 *
 * @throws USAGE: a file cannot be written there.
 */
export function prepareReportFiles({ junit, md }: ReportFiles): void {
  for (const [flag, file] of Object.entries({ '--junit': junit, '--md': md })) {
    if (file === undefined) continue
    try {
      mkdirSync(dirname(resolve(file)), { recursive: true })
      accessSync(dirname(resolve(file)), constants.W_OK)
    } catch (cause) {
      throw unwritable(flag, file, cause)
    }
  }
}

/** Writes the report into the files that were asked for; returns what went wrong with those that could not be written. */
export function writeReportFiles(report: Report, { junit, md, jobSummary }: ReportFiles): CliError[] {
  const write = (flag: string, file: string | undefined, save: (file: string) => void) => {
    try {
      if (file) save(file)
      return []
    } catch (cause) {
      return [unwritable(flag, file ?? '', cause)]
    }
  }
  return [
    ...write('--junit', junit, (file) => writeFileSync(file, renderJunit(report))),
    ...write('--md', md, (file) => writeFileSync(file, renderMarkdown(report))),
    ...write('GITHUB_STEP_SUMMARY', jobSummary, (file) => appendFileSync(file, renderMarkdown(report))),
  ]
}

function unwritable(flag: string, file: string, cause: unknown): CliError {
  const reason = cause instanceof Error ? cause.message : String(cause)
  const hint = 'Name a file in a folder that can be written to.'
  return new CliError('USAGE', `${flag} ${file} cannot be written: ${reason}`, hint, { flag, file }, cause)
}
