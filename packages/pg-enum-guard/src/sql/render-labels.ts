import { escapeUnseen, hexadecimal } from './escape-unseen.ts'

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
  return escapeUnseen(text, (code) =>
    code > 0xffff ? `\\u{${hexadecimal(code, 5)}}` : `\\u${hexadecimal(code, 4)}`,
  )
}

/** Returns the labels sorted by code unit, the same on every machine. */
export function sortLabels(labels: readonly string[]): string[] {
  return labels.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0))
}
