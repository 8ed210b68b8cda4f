import { describe, expect, test } from 'vitest'
import type { Environment } from '../environment.ts'
import { maskedUrl } from './connection-settings.ts'
import { type ConnectionFlags, resolveConnection } from './resolve-connection.ts'

const USER = { PGUSER: 'me' }

function shown(flags: ConnectionFlags, env: Environment): string {
  const choice = resolveConnection(flags, env)
  return choice.kind === 'embedded'
    ? `embedded (${choice.source})`
    : `${maskedUrl(choice.settings)} (${choice.source})`
}

function refused(flags: ConnectionFlags, env: Environment): string {
  try {
    return `accepted: ${shown(flags, env)}`
  } catch (error) {
    return error instanceof Error && 'code' in error ? `${error.code}: ${error.message}` : String(error)
  }
}

describe('the first of --url, DATABASE_URL, PG* and the embedded server that is there', () => {
  const url = 'postgres://a:p@h1/d1'
  const DATABASE_URL = 'postgres://b:p@h2/d2'
  test.each<[string, ConnectionFlags, Environment, string]>([
    ['--url over everything', { url }, { DATABASE_URL, PGHOST: 'h3' }, 'postgres://a:***@h1:5432/d1 (--url)'],
    [
      'DATABASE_URL over PG*',
      {},
      { DATABASE_URL, PGHOST: 'h3' },
      'postgres://b:***@h2:5432/d2 (DATABASE_URL)',
    ],
    ['PG*', {}, { PGHOST: 'h3', ...USER }, 'postgres://me@h3:5432/me (PG* variables)'],
    [
      'PG*: only a database',
      {},
      { PGDATABASE: 'd', ...USER },
      'postgres://me@localhost:5432/d (PG* variables)',
    ],
    ['empty PG* count as unset', {}, { PGHOST: '', PGPASSWORD: '' }, 'embedded (default)'],
    ['nothing', {}, {}, 'embedded (default)'],
    ['--embedded over the environment', { embedded: true }, { DATABASE_URL }, 'embedded (--embedded)'],
    ['--embedded in CI', { embedded: true }, { CI: 'true' }, 'embedded (--embedded)'],
    ['CI with a URL', {}, { CI: 'true', DATABASE_URL }, 'postgres://b:***@h2:5432/d2 (DATABASE_URL)'],
    ['CI=false is no CI', {}, { CI: 'false' }, 'embedded (default)'],
    ['a build that is not production', {}, { NODE_ENV: 'development' }, 'embedded (default)'],
  ])('%s', (_name, flags, env, expected) => {
    expect(shown(flags, env)).toBe(expected)
  })
})

describe('what would be a silent fallback is refused', () => {
  test.each<[string, ConnectionFlags, Environment, string]>([
    [
      'an empty DATABASE_URL',
      {},
      { DATABASE_URL: '', PGHOST: 'h' },
      'CONNECTION_URL_INVALID: DATABASE_URL is empty.',
    ],
    ['a blank --url', { url: ' ' }, {}, 'CONNECTION_URL_INVALID: --url is empty.'],
    [
      'another scheme',
      { url: 'mysql://u:s3cret@h/d' },
      {},
      'CONNECTION_URL_INVALID: --url does not start with postgres:// or postgresql://.',
    ],
    [
      'a bare host',
      { url: 'localhost' },
      {},
      'CONNECTION_URL_INVALID: --url does not start with postgres:// or postgresql://.',
    ],
    [
      'a port that is none',
      { url: 'postgres://u:s3cret@h:port/d' },
      {},
      'CONNECTION_URL_INVALID: --url is not a valid URL.',
    ],
    [
      'a port out of range',
      { url: 'postgres://u@h:70000/d' },
      {},
      'CONNECTION_URL_INVALID: --url is not a valid URL.',
    ],
    [
      'a # in the password',
      { url: 'postgres://u:s3#cret@h/d' },
      {},
      'CONNECTION_URL_INVALID: --url is not a valid URL.',
    ],
    [
      'a / in a password of digits',
      { url: 'postgres://u:12/cret@h/d' },
      {},
      'CONNECTION_URL_INVALID: --url has an @ after the host: a / in the password has to be %2F.',
    ],
    ['a fragment', { url: 'postgres://u@h/d#x' }, {}, 'CONNECTION_URL_INVALID: --url has a bare # in it.'],
    [
      'several hosts',
      { url: 'postgres://h1,h2/d' },
      {},
      'CONNECTION_URL_INVALID: --url names several hosts.',
    ],
    [
      'a stray %',
      { url: 'postgres://u:s3%cret@h/d' },
      {},
      'CONNECTION_URL_INVALID: --url has a % in its password that is not percent-encoding.',
    ],
    [
      'a URL of nothing',
      { url: 'postgres://' },
      {},
      'CONNECTION_URL_INVALID: --url names neither a host nor a database.',
    ],
    [
      "Prisma's schema parameter",
      { url: 'postgres://u@h/d?schema=app' },
      {},
      'CONNECTION_URL_INVALID: --url has a schema parameter, which PostgreSQL does not know.',
    ],
    [
      'an unknown sslmode',
      { url: 'postgres://u@h/d?sslmode=on' },
      {},
      "CONNECTION_URL_INVALID: --url: 'on' is not an sslmode.",
    ],
    [
      'a PGPORT that is none',
      {},
      { PGPORT: 'x', ...USER },
      "CONNECTION_URL_INVALID: PG* variables: 'x' is not a port.",
    ],
    [
      '--url and --embedded',
      { url: 'postgres://h', embedded: true },
      {},
      'USAGE: --url and --embedded exclude each other.',
    ],
    [
      'nothing in CI',
      {},
      { CI: '1' },
      'DATABASE_URL_MISSING: DATABASE_URL is missing, and CI is set: a run against the embedded server would look like a deploy.',
    ],
    [
      'nothing in production',
      {},
      { NODE_ENV: 'production' },
      'DATABASE_URL_MISSING: DATABASE_URL is missing, and NODE_ENV is production: a run against the embedded server would look like a deploy.',
    ],
    [
      'a service file',
      {},
      { PGSERVICE: 's' },
      'DATABASE_URL_MISSING: PGSERVICE is set, but this program does not read it.',
    ],
  ])('%s', (_name, flags, env, expected) => {
    expect(refused(flags, env)).toBe(expected)
  })
})

describe('the settings of a URL', () => {
  const settingsOf = (url: string, env: Environment = USER) => {
    const choice = resolveConnection({ url }, env)
    if (choice.kind === 'embedded') throw new TypeError('embedded')
    return choice.settings
  }

  test('parts are decoded', () => {
    expect(
      settingsOf('postgres://u%40x:p%2Fw%23@h:6543/my%20db?application_name=me&options=-c%20a%3Db'),
    ).toMatchObject({
      host: 'h',
      port: 6543,
      user: 'u@x',
      password: 'p/w#',
      database: 'my db',
      applicationName: 'me',
      options: '-c a=b',
    })
  })

  test('an unencoded @ and a space in the password are what they look like', () => {
    expect(settingsOf('postgres://u:a@b c@h/d').password).toBe('a@b c')
  })

  test('what the URL leaves out comes from PG*, then from the defaults', () => {
    const env = {
      PGUSER: 'me',
      PGPASSWORD: 'pw',
      PGPORT: '7000',
      PGDATABASE: 'other',
      PGCONNECT_TIMEOUT: '3',
    }
    const settings = settingsOf('postgres://h', env)
    expect(settings).toMatchObject({
      user: 'me',
      password: 'pw',
      port: 7000,
      database: 'other',
      connectTimeoutMs: 3000,
    })
    expect(settingsOf('postgres://h')).toMatchObject({ port: 5432, database: 'me', connectTimeoutMs: 10_000 })
  })

  test.each([
    ['postgres://u:p@/d?host=/var/run/postgresql', '/var/run/postgresql'],
    ['postgres:///d?host=/tmp', '/tmp'],
    ['postgres://u@%2Fvar%2Frun/d', '/var/run'],
    ['postgres://u@[::1]:5/d', '::1'],
  ])('a socket or an IPv6 address is a host: %s', (url, host) => {
    expect(settingsOf(url).host).toBe(host)
  })

  test.each([
    ['', 'disable'],
    ['?sslmode=require', 'require'],
    ['?sslmode=verify-full&sslrootcert=/ca.pem', 'verify-full'],
    ['?sslrootcert=/ca.pem', 'require'],
    ['?ssl=true', 'verify-full'],
    ['?ssl=0', 'disable'],
    ['?ssl=no-verify', 'no-verify'],
  ])('the sslmode of %s is %s', (query, mode) => {
    expect(settingsOf(`postgres://u@h/d${query}`).ssl.mode).toBe(mode)
  })

  test('PGSSLMODE applies where the URL says nothing', () => {
    expect(settingsOf('postgres://u@h/d', { PGSSLMODE: 'require' }).ssl.mode).toBe('require')
    expect(settingsOf('postgres://u@h/d?sslmode=disable', { PGSSLMODE: 'require' }).ssl.mode).toBe('disable')
  })
})
