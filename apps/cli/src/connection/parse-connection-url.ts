import { CliError } from '../cli-error.ts'

/** The parts that a connection URL names; what it leaves out is absent. Keys are libpq's parameter names. */
export type UrlParameters = Readonly<Partial<Record<string, string>>>

const EXAMPLE = 'postgres://user:<password>@host:5432/database'
// `postgres://user@/db?host=/socket` has no host, which is a valid URL for libpq only.
const NO_HOST = /^(\w+:\/\/[^/?#]*@)(?=\/)/
const NO_HOST_STAND_IN = 'host-is-in-the-query'
const ENCODING_HINT = `Write ${EXAMPLE}; percent-encode special characters in the password (@ is %40, / is %2F, # is %23).`

/**
 * Returns the parameters that a `postgres://` URL names, under libpq's parameter names.
 *
 * @throws CONNECTION_URL_INVALID: it is empty, no such URL, or one that would be read in another way than it looks.
 * The URL itself is never part of the message: it may hold a password.
 */
export function parseConnectionUrl(text: string, source: string): UrlParameters {
  const refuse = (reason: string, hint = ENCODING_HINT): never => {
    throw new CliError('CONNECTION_URL_INVALID', `${source} ${reason}.`, hint, { source, reason })
  }
  if (text.trim() === '') {
    return refuse(
      'is empty',
      `Set it to ${EXAMPLE}, or unset it to use PG* variables or the embedded server.`,
    )
  }
  if (!/^postgres(ql)?:\/\//i.test(text)) return refuse('does not start with postgres:// or postgresql://')

  const url = URL.parse(text.replace(NO_HOST, `$1${NO_HOST_STAND_IN}`)) ?? refuse('is not a valid URL')
  if (url.hash !== '') return refuse('has a bare # in it')
  if (url.pathname.includes('@')) return refuse('has an @ after the host: a / in the password has to be %2F')
  if (url.hostname.includes(','))
    return refuse('names several hosts', 'Name one host, or a proxy in front of them.')

  const authority = {
    host: url.hostname === NO_HOST_STAND_IN ? '' : url.hostname.replace(/^\[(.+)\]$/, '$1'),
    port: url.port,
    user: url.username,
    password: url.password,
    dbname: url.pathname.slice(1),
  }
  const parameters: Record<string, string> = {}
  for (const [key, value] of Object.entries(authority)) {
    parameters[key] = decoded(value) ?? refuse(`has a % in its ${key} that is not percent-encoding`)
  }
  for (const [key, value] of url.searchParams) if (value !== '') parameters[key] = value
  if (parameters.schema !== undefined) {
    const hint = `Remove it and give --schema ${parameters.schema}.`
    return refuse('has a schema parameter, which PostgreSQL does not know', hint)
  }
  const named = Object.entries(parameters).filter(([, value]) => value !== '')
  if (named.length === 0) return refuse('names neither a host nor a database')
  return Object.fromEntries(named)
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
