import { freeTypeName } from './repair/free-type-name.ts'
import { hashText } from './sql/hash-text.ts'

/**
 * Returns what a type is called while it is being dropped: always the same, so that the next call finds what an
 * interrupted one left, and with the hash of the whole name, so that it finds nothing else.
 */
export function droppingName(name: string): string {
  return freeTypeName(name, [], `__dropping_${hashText(name)}`)
}
