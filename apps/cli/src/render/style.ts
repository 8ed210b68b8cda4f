import picocolors from 'picocolors'

/** How a renderer emphasises; each function returns its text unchanged where colour is not wanted. */
export interface Style {
  readonly good: (text: string) => string
  readonly warn: (text: string) => string
  readonly bad: (text: string) => string
  readonly strong: (text: string) => string
  readonly faint: (text: string) => string
}

export function createStyle(color: boolean): Style {
  const colors = picocolors.createColors(color)
  return { good: colors.green, warn: colors.yellow, bad: colors.red, strong: colors.bold, faint: colors.dim }
}

/** The style of pipes and files. */
export const plain: Style = createStyle(false)
