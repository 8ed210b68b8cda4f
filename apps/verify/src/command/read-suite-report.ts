import { readFile } from 'node:fs/promises'

/** What a suite says of itself. */
export interface SuiteReport {
  readonly passed: number
  readonly skipped: number
  /** The names of the tests that failed. */
  readonly failed: readonly string[]
}

/** Returns what vitest's JSON report says, or null where the suite wrote none. */
export async function readSuiteReport(file: string): Promise<SuiteReport | null> {
  try {
    return parseSuiteReport(await readFile(file, 'utf8'))
  } catch {
    return null
  }
}

interface JsonReport {
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[]
  }[]
}

function parseSuiteReport(text: string): SuiteReport {
  const { testResults }: JsonReport = JSON.parse(text)
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults)
  const passed = tests.filter(({ status }) => status === 'passed').length
  const failed = tests.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName.trim())
  return { passed, failed, skipped: tests.length - passed - failed.length }
}
