/** A session of the server as `pg_stat_activity` shows it to this role. */
export interface SessionInfo {
  readonly pid: number
  readonly user: string | null
  readonly applicationName: string | null
  /** When its transaction began, ISO 8601. */
  readonly since: string | null
  readonly state: string | null
  /** Running now, or the last one where it is idle. */
  readonly query: string | null
}

const MAX_QUERY = 200

/** Returns a session as lines of a message. */
export function renderSession(title: string, session: SessionInfo): string[] {
  const { pid, user, applicationName, since, state, query } = session
  const parts = [
    `process ${pid}`,
    ...(user ? [`user "${user}"`] : []),
    ...(applicationName ? [`application "${applicationName}"`] : []),
    ...(since ? [`since ${since}`] : []),
    ...(state ? [state] : []),
  ]
  const text = query?.replace(/\s+/g, ' ').trim() ?? ''
  const short = text.length > MAX_QUERY ? `${text.slice(0, MAX_QUERY)}…` : text
  return [`  ${title}: ${parts.join(', ')}`, ...(short ? [`    ${short}`] : [])]
}
