/** Lines of SQL are indented by seven spaces, sentences by five or fewer, as the guard's remedies are. */
export function renderStatements(statements: readonly string[]): string[] {
  return statements.flatMap((statement) => statement.split('\n').map((line) => `       ${line}`))
}

export interface RepairText {
  /** What the first way does, such as `Repair the table, keeping all data`. */
  readonly purpose: string
  readonly statements: readonly string[]
  readonly inTheWay: readonly string[]
  readonly setAside: readonly string[]
  /** Whether history says that the migration ran: it is checked again then, not run. */
  readonly isApplied: boolean
}

/** Returns the remedies as text, the harmless first. */
export function renderRepair({ purpose, statements, inTheWay, setAside, isApplied }: RepairText): string {
  const lines = ['To fix this issue:', `  1. ${purpose}:`, ...renderStatements(statements)]
  if (inTheWay.length > 0) {
    lines.push('     These are in the way: drop them before, and create them again afterwards:')
    lines.push(...inTheWay.map((identity) => `     - ${identity}`))
  }
  if (statements.some((statement) => statement.includes('…'))) {
    lines.push('     … stands for a value that only you can choose.')
  }
  if (statements.some((statement) => statement.includes("AT TIME ZONE 'UTC'"))) {
    lines.push('     This takes the times to be in UTC; put in another zone where they are not.')
  }
  lines.push(isApplied ? '  2. Check again' : '  2. Re-run the migration')
  if (setAside.length > 0) {
    lines.push('  OR', '  3. Keep the table under another name, and let the migration make its own:')
    lines.push(...renderStatements(setAside))
  }
  return lines.join('\n')
}
