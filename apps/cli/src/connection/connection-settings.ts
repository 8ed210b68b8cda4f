/** The sslmode values of libpq, and node-pg's `no-verify` (encrypt, believe any certificate). */
export const sslModes = [
  'disable',
  'allow',
  'prefer',
  'require',
  'verify-ca',
  'verify-full',
  'no-verify',
] as const
export type SslMode = (typeof sslModes)[number]

/** Where and how to connect, complete: nothing is left for the driver to look up. */
export interface ConnectionSettings {
  readonly host: string
  readonly port: number
  readonly user: string
  readonly password: string | undefined
  readonly database: string
  readonly applicationName: string | undefined
  readonly options: string | undefined
  readonly connectTimeoutMs: number
  readonly ssl: {
    readonly mode: SslMode
    readonly rootCertificate: string | undefined
    readonly certificate: string | undefined
    readonly key: string | undefined
    readonly direct: boolean
  }
}

/** Returns the settings as a URL that can be shown to anyone: the password is `***`. */
export function maskedUrl({ host, port, user, password, database }: ConnectionSettings): string {
  const credentials = `${encodeURIComponent(user)}${password === undefined ? '' : ':***'}`
  const path = encodeURIComponent(database)
  if (host.startsWith('/')) return `postgres://${credentials}@/${path}?host=${host}&port=${port}`
  return `postgres://${credentials}@${host.includes(':') ? `[${host}]` : host}:${port}/${path}`
}
