// What XML 1.0 has no way to write, not even as a reference.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones
const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\n': '&#10;',
  '\r': '&#13;',
  '\t': '&#9;',
}

/** Returns text as it can stand between tags; what XML cannot hold becomes U+FFFD. */
export function escapeXmlText(text: string): string {
  return writable(text).replace(/[&<>\r]/g, (character) => ENTITIES[character] ?? character)
}

/** Returns text as it can stand in a quoted attribute; line ends survive. */
export function escapeXmlAttribute(text: string): string {
  return writable(text).replace(/[&<>"'\n\r\t]/g, (character) => ENTITIES[character] ?? character)
}

function writable(text: string): string {
  return text.toWellFormed().replace(UNWRITABLE, '\ufffd')
}
