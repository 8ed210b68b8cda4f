/** The statements that a message prints, each as a reader would paste it. */
export interface PrintedStatements {
  /** The rename that is offered as a question; null where it is not. */
  readonly rename: readonly string[] | null
  /** Step 1 without the rename. */
  readonly repair: readonly string[]
  /** The last remedy. */
  readonly drop: string
}

/** Returns the statements of a message: the lines that are indented by seven spaces or more, as they are. */
export function readPrintedStatements(message: string): PrintedStatements {
  const lines = message.split('\n')
  const firstStep = lines.findIndex((line) => line.startsWith('  1. '))
  const otherwise = lines.findIndex((line) => line.startsWith('     If not, '))
  const secondStep = lines.findIndex((line) => line.startsWith('  2. '))
  const drop = /^ {2}3\. Drop the enum: (.+;)$/m.exec(message)?.[1]
  if (firstStep < 0 || secondStep < 0 || drop === undefined) throw new Error(`no remedies in:\n${message}`)
  return {
    rename: otherwise < 0 ? null : statementsOf(lines.slice(firstStep, otherwise)),
    repair: statementsOf(lines.slice(Math.max(firstStep, otherwise), secondStep)),
    drop,
  }
}

function statementsOf(lines: readonly string[]): string[] {
  const statements: string[] = []
  let open = ''
  for (const line of lines.filter((text) => /^ {7}/.test(text))) {
    open += open === '' ? line : `\n${line}`
    if (!line.endsWith(';')) continue
    statements.push(open)
    open = ''
  }
  if (open !== '') throw new Error(`a printed statement does not end:\n${open}`)
  return statements
}

/** Returns the statement with each blank filled in; a `…` inside quotes is a label's own. */
export function fillBlanks(statement: string, literal: string): string {
  return statement.replaceAll(/E?'(?:[^'\\]|''|\\.)*'|"(?:[^"]|"")*"|…/g, (token) =>
    token === '…' ? literal : token,
  )
}
