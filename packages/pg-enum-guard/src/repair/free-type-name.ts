const MAX_BYTES = 63

/** Returns the name with a suffix, of at most 63 bytes, and numbered where it is taken. */
export function freeTypeName(name: string, taken: readonly string[], ending = '__old'): string {
  for (let attempt = 1; ; attempt += 1) {
    const suffix = attempt === 1 ? ending : `${ending}${attempt}`
    const candidate = `${truncateBytes(name, MAX_BYTES - suffix.length)}${suffix}`
    if (!taken.includes(candidate)) return candidate
  }
}

function truncateBytes(text: string, bytes: number): string {
  const encoder = new TextEncoder()
  let result = ''
  for (const character of text) {
    if (encoder.encode(result + character).length > bytes) break
    result += character
  }
  return result
}
