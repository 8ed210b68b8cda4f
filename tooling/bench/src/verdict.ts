import type { Figure } from './measurement.ts'

/** Whether the figure exceeds what it must not exceed. */
export function isMissed({ ratio, atMost }: Figure): boolean {
  return atMost !== null && !(ratio <= atMost)
}

/** Returns the judgement in a word or two. */
export function verdictOf(figure: Figure): string {
  if (isMissed(figure)) return 'MISSED'
  if (figure.aim !== undefined) return figure.ratio <= figure.aim ? 'met, aim too' : 'met, aim not'
  return figure.atMost === null ? '' : 'met'
}
