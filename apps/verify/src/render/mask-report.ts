import { renderJson } from '@omni/cli'
import type { Report } from '../report.ts'

/**
 * Returns the report with the passwords masked in each of its texts, as plain JSON data. Done before it is rendered:
 * in XML or Markdown a password cannot be told from what stands around it.
 */
export function maskReport(report: Report, secrets: readonly string[]): Report {
  return JSON.parse(renderJson(report, secrets))
}
