import { escapeUnseen, hexadecimal } from './escape-unseen.ts'

/**
 * Returns a text as an SQL literal that means the same whatever `standard_conforming_strings` is: DDL takes no
 * parameters, and with that setting off a backslash in a plain literal would escape the closing quote. Characters
 * that could not be seen are escaped, so that a printed statement is what it looks like, and one line.
 *
 * @example
 * ```ts
 * import { quoteLiteral } from '@omni/pg-enum-guard'
 *
 * quoteLiteral("it's") // 'it''s'
 * quoteLiteral('a\\b') // E'a\\b'
 * quoteLiteral('a\tb') // E'a\u0009b'
 * ```
 */
export function quoteLiteral(text: string): string {
  const body = text.replaceAll("'", "''")
  const escaped = escapeUnseen(body.replaceAll('\\', '\\\\'), (code) =>
    code > 0xffff ? `\\U${hexadecimal(code, 8)}` : `\\u${hexadecimal(code, 4)}`,
  )
  return escaped === body ? `'${body}'` : `E'${escaped}'`
}
