import picocolors from 'picocolors'

/** How a renderer emphasises; each function returns its text unchanged where colour is not wanted. */
export interface Style {
  readonly good: (text: string) => string
  readonly warn: (text: string) => string
  readonly bad: (text: string) => string
  readonly strong: (text: string) => string
  readonly faint: (text: string) => string
}

/** Returns a style with colour, or one that leaves every text as it is. */
export function createStyle(color: boolean): Style {
  const { green, yellow, red, bold, dim } = picocolors.createColors(color)
  // Escape sequences around nothing would count as text at the end of a line.
  const paint = (formatter: (text: string) => string) => (text: string) => text && formatter(text)
  return { good: paint(green), warn: paint(yellow), bad: paint(red), strong: paint(bold), faint: paint(dim) }
}

/** The style of pipes and files. */
export const plain: Style = createStyle(false)
