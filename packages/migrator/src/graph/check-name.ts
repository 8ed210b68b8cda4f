const MAX_CHARACTERS = 255

/** Returns why the history could not hold this name, or null. */
export function checkName(name: unknown): string | null {
  if (typeof name !== 'string') return 'it is not a text'
  if (name === '') return 'it is empty'
  if ([...name].length > MAX_CHARACTERS) return `it is longer than ${MAX_CHARACTERS} characters`
  if (name.includes('\0')) return 'it contains a NUL character'
  if (!name.isWellFormed()) return 'it contains half of a surrogate pair'
  return null
}
