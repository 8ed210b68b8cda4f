import { quoteLiteral } from '../sql/quote-literal.ts'

/** A default that is a label, or an array of labels. */
export interface DefaultLiteral {
  /** In order; null stands for a NULL in an array. */
  readonly labels: readonly (string | null)[]
  readonly isArray: boolean
  /** The literal, unquoted; null where the array stands as `ARRAY[…]`. */
  readonly text: string | null
}

// `'a'::e`, `'{a,b}'::"Some schema"."Some type"[]`: a literal, and nothing but a cast to one type after it. The server
// writes no E'…' here; a backslash in the literal is one.
const TYPE = String.raw`(?:"(?:[^"]|"")*"|[\w$\u0080-\uffff]+)(?:\.(?:"(?:[^"]|"")*"|[\w$\u0080-\uffff]+))?`
const ELEMENT = `(?:NULL|'((?:[^']|'')*)')::${TYPE}`
const LITERAL = new RegExp(`^'((?:[^']|'')*)'::${TYPE}((?:\\[\\])?)$`)
const CONSTRUCTOR = new RegExp(`^ARRAY\\[(?:\\]::${TYPE}\\[|${ELEMENT}(?:, ${ELEMENT})*)\\]$`)
const ELEMENTS = new RegExp(ELEMENT, 'g')

/**
 * Returns the labels that a column defaults to, from `pg_get_expr`; null where there is no default or it is an
 * expression that labels alone do not say.
 */
export function parseDefaultLiteral(expression: string | null): DefaultLiteral | null {
  if (expression === null) return null
  const [, body, brackets] = LITERAL.exec(expression) ?? []
  if (body !== undefined) {
    const text = unquote(body)
    if (brackets === '') return { labels: [text], isArray: false, text }
    const labels = parseArray(text)
    return labels === null ? null : { labels, isArray: true, text }
  }
  if (!CONSTRUCTOR.test(expression)) return null
  const elements = Array.from(expression.matchAll(ELEMENTS))
  const labels = elements.map(([, label]) => (label === undefined ? null : unquote(label)))
  return { labels, isArray: true, text: null }
}

/**
 * Returns the default as SQL for a column of the enum `type` or its array, with `blank` in place of each label that
 * is removed.
 */
export function renderDefaultLiteral(
  { labels, isArray, text }: DefaultLiteral,
  type: string,
  removed: readonly string[],
  blank: string,
): string {
  const isKept = labels.every((label) => label === null || !removed.includes(label))
  if (isKept && text !== null) return quoteLiteral(text)
  const items = labels.map((label) => {
    if (label === null) return 'NULL'
    return removed.includes(label) ? blank : quoteLiteral(label)
  })
  return isArray ? `ARRAY[${items.join(', ')}]::${type}[]` : items.join()
}

function unquote(body: string): string {
  return body.replaceAll("''", "'")
}

const ITEM = String.raw`(?:"((?:[^"\\]|\\.)*)"|[^"\\{},]+)`
const LIST = new RegExp(`^\\{${ITEM}(?:,${ITEM})*\\}$`, 's')
const ITEMS = new RegExp(ITEM, 'gs')

/** Returns the elements of an array's text form; null where it has dimensions or bounds that a list does not show. */
function parseArray(text: string): (string | null)[] | null {
  if (text === '{}') return []
  if (!LIST.test(text)) return null
  return Array.from(text.slice(1, -1).matchAll(ITEMS), ([item, quoted]) => {
    if (quoted !== undefined) return quoted.replaceAll(/\\(.)/gs, '$1')
    return item.toUpperCase() === 'NULL' ? null : item
  })
}
