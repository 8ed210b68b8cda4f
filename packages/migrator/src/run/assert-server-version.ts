import type { ServerFacts } from '../catalog/fetch-server-facts.ts'
import { ServerTooOldError } from '../errors/server-too-old-error.ts'

const MINIMUM_MAJOR = 14

/**
 * Throws for a server that this is not tested on.
 *
 * @throws SERVER_TOO_OLD
 */
export function assertServerVersion({
  version,
  versionNumber,
}: Pick<ServerFacts, 'version' | 'versionNumber'>): void {
  if (versionNumber < MINIMUM_MAJOR * 10_000) throw new ServerTooOldError(version, MINIMUM_MAJOR)
}
