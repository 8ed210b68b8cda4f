import { maskPasswords } from './mask-password.ts'
import { renderJson } from './render/json.ts'
import type { Streams } from './streams.ts'

/** The only way out for text: whatever passes has its passwords masked. */
export interface Output {
  /** Writes data for people to stdout. */
  data(text: string): void
  /** Writes data for programs to stdout: one document. */
  document(value: unknown): void
  /** Writes what is said beside the data to stderr. */
  note(text: string): void
  mask(text: string): string
}

/** Returns the output of one run; the list of secrets may grow while it runs. */
export function createOutput(
  { stdout, stderr }: Pick<Streams, 'stdout' | 'stderr'>,
  secrets: readonly string[],
): Output {
  const mask = (text: string) => maskPasswords(text, secrets)
  return {
    data: (text) => void stdout.write(`${mask(text)}\n`),
    document: (value) => void stdout.write(`${renderJson(value, secrets)}\n`),
    note: (text) => void stderr.write(`${mask(text)}\n`),
    mask,
  }
}
