import { createInterface } from 'node:readline/promises'
import type { Streams } from './streams.ts'

/**
 * Asks one question on stderr and returns the answer; the end of the input is an empty answer.
 *
 * @throws AbortError: the signal fired while the question stood.
 */
export async function ask(
  question: string,
  { stdin, stderr }: Streams,
  signal: AbortSignal,
): Promise<string> {
  const terminal = createInterface({ input: stdin, output: stderr })
  const closed = new Promise<string>((resolve) => terminal.once('close', () => resolve('')))
  // In raw mode the terminal hands Ctrl-C to the reader instead of raising the signal.
  terminal.on('SIGINT', () => process.kill(process.pid, 'SIGINT'))
  try {
    return (await Promise.race([terminal.question(question, { signal }), closed])).trim()
  } finally {
    terminal.close()
  }
}
