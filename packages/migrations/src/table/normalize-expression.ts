const TOKEN = /'(?:[^']|'')*'|"(?:[^"]|"")*"|[\p{L}_][\p{L}\p{N}_$]*|\s+|./gsu

/**
 * Returns an expression of the server without the quotes and schemas that it writes or leaves out by its settings
 * (`search_path`, `quote_all_identifiers`), with `CURRENT_TIMESTAMP` as `now()`, which it is.
 *
 * What a name means is not told by its text: what the expression depends on is compared beside it.
 */
export function normalizeExpression(expression: string): string {
  const tokens = (expression.match(TOKEN) ?? []).filter((token) => token.trim() !== '')
  const names: string[] = []
  for (const [position, token] of tokens.entries()) {
    const isSchema = tokens[position + 1] === '.' && /^["\p{L}_]/u.test(token)
    if (isSchema || token === '.') continue
    names.push(token.startsWith('"') ? token.slice(1, -1).replaceAll('""', '"') : token)
  }
  const text = names.join('')
  return text.toUpperCase() === 'CURRENT_TIMESTAMP' ? 'now()' : text
}
