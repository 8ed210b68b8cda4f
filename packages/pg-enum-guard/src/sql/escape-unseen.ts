// Controls, format characters (bidirectional marks, zero-width ones), line separators, and every space but ' '.
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu

// Two labels that differ only in how their accents are composed look the same: the uncommon form shows its marks.
const UNSEEN_IN_DECOMPOSED = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{M}]|(?! )\p{Zs}/gu

/** Returns the text with each character that could not be seen, or that moves others, as `encode` writes its code. */
export function escapeUnseen(text: string, encode: (code: number) => string): string {
  const unseen = text === text.normalize('NFC') ? UNSEEN : UNSEEN_IN_DECOMPOSED
  return text.replaceAll(unseen, (character) => encode(character.codePointAt(0) ?? 0))
}

/** Returns a code point in hexadecimal, of at least `digits` digits. */
export function hexadecimal(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0')
}
