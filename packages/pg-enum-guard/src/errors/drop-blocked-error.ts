import { OmniError } from './omni-error.ts'

export interface BlockingSession {
  /** Null for a prepared transaction. */
  readonly pid: number | null
  readonly user: string | null
  readonly application: string | null
}

/** A transaction that could be using the type unseen is still open; the type was kept. */
export class DropBlockedError extends OmniError<
  'DROP_BLOCKED',
  { readonly type: string; readonly sessions: readonly BlockingSession[]; readonly waitedMs: number }
> {
  override readonly name = 'DropBlockedError'

  constructor(type: string, sessions: readonly BlockingSession[], waitedMs: number) {
    const list = sessions.map(
      ({ pid, user, application }) =>
        `  - ${pid === null ? 'a prepared transaction (see pg_prepared_xacts)' : `pid ${pid}`}${user === null ? '' : `, user ${user}`}${application === null ? '' : `, application ${application}`}`,
    )
    const [pid] = sessions.flatMap((session) => session.pid ?? [])
    super('DROP_BLOCKED', {
      message: [
        `Enum ${type} was not dropped: a transaction that may be using it unseen was still open after ${waitedMs} ms:`,
        ...list,
      ].join('\n'),
      hint:
        pid === undefined
          ? 'Wait for it to end, then re-run.'
          : `Wait for it to end, then re-run; or end it: SELECT pg_terminate_backend(${pid});`,
      details: { type, sessions, waitedMs },
    })
  }
}
