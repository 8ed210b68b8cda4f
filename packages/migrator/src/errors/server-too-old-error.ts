import { OmniError } from '@omni/pg-enum-guard'

/** The server is older than the oldest major that this is tested on. */
export class ServerTooOldError extends OmniError<'SERVER_TOO_OLD', { version: string; minimum: number }> {
  override readonly name = 'ServerTooOldError'

  constructor(version: string, minimum: number) {
    super('SERVER_TOO_OLD', {
      message: `The server is PostgreSQL ${version}; ${minimum} or newer is needed`,
      hint: `Upgrade the server to PostgreSQL ${minimum} or newer.`,
      details: { version, minimum },
    })
  }
}
