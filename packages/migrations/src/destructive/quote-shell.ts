/** Returns a word as it stands in a shell command, in quotes only where it needs them. */
export function quoteShell(word: string): string {
  return /^[\w.,:/@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}
