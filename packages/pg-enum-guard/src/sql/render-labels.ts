/**
 * Returns labels as a list for people: `['compute', 'effect']`. Characters that a terminal would swallow or turn
 * around (controls, bidirectional marks, zero-width ones) are written as `\u….`
 */
export function renderLabels(labels: readonly string[]): string {
  return `[${labels.map(renderLabel).join(', ')}]`
}

/** Returns one label in quotes, as {@link renderLabels} writes it. */
export function renderLabel(label: string): string {
  return `'${escapeInvisible(label)}'`
}

/** Returns a text in which every character that could not be seen is written as `\u….` */
export function escapeInvisible(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0
    return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, '0')}`
  })
}

/** Returns the labels sorted by code unit, the same on every machine. */
export function sortLabels(labels: readonly string[]): string[] {
  return labels.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0))
}
