import { OmniError } from '@omni/pg-enum-guard'

/** The pool gave no (further) connection within the time allowed. */
export class ConnectionUnavailableError extends OmniError<
  'CONNECTION_UNAVAILABLE',
  { waitedMs: number; connection: 'first' | 'second' }
> {
  override readonly name = 'ConnectionUnavailableError'

  constructor(waitedMs: number, connection: 'first' | 'second') {
    super('CONNECTION_UNAVAILABLE', {
      message: `No ${connection === 'second' ? 'second ' : ''}connection could be had within ${waitedMs / 1000} s`,
      hint:
        connection === 'second'
          ? 'A run with something to do needs two connections at once, one of them for the lock: give the pool (and the pooler behind it) a size of at least 2.'
          : 'Either every connection of the pool (or of the pooler behind it) is taken, or the server does not answer: check both.',
      details: { waitedMs, connection },
    })
  }
}
