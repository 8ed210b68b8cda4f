import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { SslMode } from './connection-settings.ts'
import { resolveSettings } from './resolve-settings.ts'
import { tlsOptions } from './tls-options.ts'

const ca = join(mkdtempSync(join(tmpdir(), 'omni-tls-')), 'ca.pem')
writeFileSync(ca, 'the certificate')

function optionsOf(sslmode: SslMode, rest: Record<string, string> = {}) {
  return tlsOptions(resolveSettings({ host: 'h', user: 'u', sslmode, ...rest }, {}, '--url'))
}

test('each sslmode means what it means to libpq', () => {
  expect(optionsOf('disable')).toBe(false)
  expect(optionsOf('prefer')).toEqual({ rejectUnauthorized: false })
  expect(optionsOf('require')).toEqual({ rejectUnauthorized: false })
  expect(optionsOf('no-verify')).toEqual({ rejectUnauthorized: false })
  expect(optionsOf('verify-full')).toEqual({})
  expect(optionsOf('verify-full', { sslrootcert: ca })).toEqual({ ca: 'the certificate' })
})

test('the authorities of the system always verify in full', () => {
  expect(optionsOf('require', { sslrootcert: 'system' })).toEqual({})
})

test('require with a root certificate verifies the chain, but not the name, like verify-ca', () => {
  const expected = { ca: 'the certificate', checkServerIdentity: expect.any(Function) }
  expect(optionsOf('require', { sslrootcert: ca })).toEqual(expected)
  expect(optionsOf('verify-ca', { sslrootcert: ca })).toEqual(expected)
})

test('a socket has no TLS', () => {
  expect(optionsOf('require', { host: '/tmp' })).toBe(false)
})

test('a certificate that cannot be read is an error that says which parameter names it', () => {
  expect(() => optionsOf('require', { sslcert: '/nowhere.pem' })).toThrow(
    expect.objectContaining({ code: 'TLS_FILE_UNREADABLE', hint: 'Correct sslcert, or remove it.' }),
  )
})
