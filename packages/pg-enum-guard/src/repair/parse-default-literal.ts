/** A default that is one literal, such as `'effect'::node_type_enum`. */
export interface DefaultLiteral {
  /** The literal without its cast: the column's type gives it one, whatever that type is called by then. */
  readonly sql: string
  mentions(label: string): boolean
}

/** Returns the literal that a column defaults to; null where there is no default or it is an expression. */
export function parseDefaultLiteral(expression: string | null): DefaultLiteral | null {
  const [, sql, prefix, body] = /^((E?)'((?:[^']|'')*)')::/.exec(expression ?? '') ?? []
  if (sql === undefined || body === undefined) return null
  const rest = (expression ?? '').slice(sql.length)
  // After the literal only one cast to a type may follow: anything else makes it an expression.
  if (
    !/^::(?:"(?:[^"]|"")*"|[\w$\u0080-\uffff])+(?:\.(?:"(?:[^"]|"")*"|[\w$\u0080-\uffff]+))?(?:\[\])*$/.test(
      rest,
    )
  )
    return null
  const unquoted = body.replaceAll("''", "'")
  const text = prefix === 'E' ? unquoted.replaceAll('\\\\', '\\') : unquoted
  return {
    sql,
    // An array literal holds its labels between braces, quoted or not: looking for the text finds too much at worst.
    mentions: (label) => text === label || (text.startsWith('{') && text.includes(label)),
  }
}
