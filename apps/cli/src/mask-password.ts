const MASK = '***'

/** Words that give nothing away when they are a password too, and that every URL has in it. */
const PUBLIC_WORDS = ['postgres', 'postgresql', 'localhost', 'password']

/**
 * Returns the text without passwords: the one in `scheme://user:password@host`, the one in `password=…`, and each
 * of the given secrets in plain, URL-encoded and JSON-escaped form.
 *
 * A secret of fewer than eight characters is replaced only where it stands alone: "abc" is part of other words.
 *
 * @example
 * ```ts
 * import { maskPasswords } from '@omni/cli'
 *
 * maskPasswords('postgres://app:s3cret@db/omni') // postgres://app:***@db/omni
 * ```
 */
export function maskPasswords(text: string, secrets: readonly string[] = []): string {
  let masked = text
    .replace(/([a-z][a-z0-9+.-]*:\/\/[^\s:/?#@'"]*):[^\s'"<>]*@/gi, `$1:${MASK}@`)
    .replace(/(password["']?\s*=\s*|password["']\s*:\s*)(?:"[^"]+"|'[^']+'|[^\s&"',;)]+)/gi, `$1${MASK}`)
  for (const form of formsOf(secrets)) masked = masked.replaceAll(form, MASK)
  return masked
}

/**
 * Returns the passwords in these connection URLs, as typed and decoded, and the bare ones. One that is also the name
 * of its user is left out: hiding it would hide the user everywhere, and in a URL it is hidden anyway.
 */
export function findSecrets(
  urls: readonly (string | undefined)[],
  passwords: readonly (string | undefined)[],
): string[] {
  const found = new Set(passwords.filter((password) => password !== undefined))
  for (const url of urls) {
    const [, user, inAuthority = user] = /[a-z][a-z0-9+.-]*:\/\/([^:/?#@]*):(.*)@/is.exec(url ?? '') ?? []
    const inQuery = /[?&](?:ssl)?password=([^&#]*)/i.exec(url ?? '')?.[1]
    for (const typed of [inAuthority, inQuery]) {
      if (typed !== undefined && typed !== user) found.add(typed).add(decoded(typed))
    }
  }
  return [...found].filter((secret) => secret !== '' && !PUBLIC_WORDS.includes(secret))
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function formsOf(secrets: readonly string[]): RegExp[] {
  const forms = new Set(
    secrets.flatMap((secret) => [
      secret,
      encodeURIComponent(secret.toWellFormed()),
      encodeURI(secret.toWellFormed()),
      JSON.stringify(secret).slice(1, -1),
    ]),
  )
  return [...forms]
    .filter((form) => form.length >= 3)
    .sort((a, b) => b.length - a.length)
    .map((form) => {
      const literal = form.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
      return form.length >= 8 ? new RegExp(literal, 'gi') : new RegExp(`(?<!\\w)${literal}(?!\\w)`, 'g')
    })
}
