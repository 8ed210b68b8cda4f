import { readFileSync } from 'node:fs'
import type { ConnectionOptions } from 'node:tls'
import { CliError } from '../cli-error.ts'
import type { ConnectionSettings } from './connection-settings.ts'

/**
 * Returns the TLS options that mean what libpq's `sslmode` means, or `false` for none. `prefer` and `allow` return
 * those of TLS; going on without it where the server has none is the caller's part.
 *
 * node-pg 8 reads `require` as `verify-full`; the same URL has to work here as in psql and pg_dump.
 *
 * @throws TLS_FILE_UNREADABLE
 */
export function tlsOptions({ ssl, host }: ConnectionSettings): ConnectionOptions | false {
  if (ssl.mode === 'disable' || host.startsWith('/')) return false
  const files = {
    ...(ssl.rootCertificate !== undefined &&
      ssl.rootCertificate !== 'system' && { ca: read(ssl.rootCertificate, 'sslrootcert') }),
    ...(ssl.certificate !== undefined && { cert: read(ssl.certificate, 'sslcert') }),
    ...(ssl.key !== undefined && { key: read(ssl.key, 'sslkey') }),
  }
  // libpq accepts `system` together with verify-full only.
  if (ssl.mode === 'verify-full' || ssl.rootCertificate === 'system') return files
  const verifiesChain = ssl.mode === 'verify-ca' || (ssl.mode === 'require' && 'ca' in files)
  if (verifiesChain) return { ...files, checkServerIdentity: () => undefined }
  return { ...files, rejectUnauthorized: false }
}

function read(path: string, parameter: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    const message = `The file that ${parameter} names cannot be read: ${reason}`
    throw new CliError(
      'TLS_FILE_UNREADABLE',
      message,
      `Correct ${parameter}, or remove it.`,
      { parameter, path },
      cause,
    )
  }
}
