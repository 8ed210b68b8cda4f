import { maskPasswords } from '../mask-password.ts'

/** Returns one JSON document, passwords masked in every string; what JSON cannot hold becomes text. */
export function renderJson(value: unknown, secrets: readonly string[] = []): string {
  const ancestors: object[] = []
  return JSON.stringify(
    value,
    function (this: unknown, _key, held: unknown) {
      if (typeof held === 'string') return maskPasswords(held, secrets)
      if (typeof held === 'bigint') return held.toString()
      if (held instanceof Error) return maskPasswords(held.message, secrets)
      if (typeof held !== 'object' || held === null) return held
      while (ancestors.length > 0 && ancestors.at(-1) !== this) ancestors.pop()
      if (ancestors.includes(held)) return '[circular]'
      ancestors.push(held)
      return held
    },
    2,
  )
}
