/**
 * Returns a text as an SQL literal that means the same whatever `standard_conforming_strings` is: DDL takes no
 * parameters, and with that setting off a backslash in a plain literal would escape the closing quote.
 *
 * @example
 * ```ts
 * import { quoteLiteral } from '@omni/pg-enum-guard'
 *
 * quoteLiteral("it's") // 'it''s'
 * quoteLiteral('a\\b') // E'a\\b'
 * ```
 */
export function quoteLiteral(text: string): string {
  const quoted = `'${text.replaceAll("'", "''")}'`
  return text.includes('\\') ? `E${quoted.replaceAll('\\', '\\\\')}` : quoted
}
