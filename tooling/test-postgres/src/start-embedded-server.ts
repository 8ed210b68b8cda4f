import { BUNDLED_MAJOR, startServer } from '@omni/local-server'
import { installMajor } from './install-major.ts'
import { makeScratchFolder } from './make-scratch-folder.ts'
import type { StartedServer } from './test-server.ts'

/** Nothing of a test server has to survive a crash, so nothing waits for the disk. */
const SETTINGS = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_wal_size: '256MB',
  max_connections: '200',
  max_prepared_transactions: '10',
}

/** Starts a real PostgreSQL of a major version in a temporary folder. */
export async function startEmbeddedServer(major: number): Promise<StartedServer> {
  const dataDir = await makeScratchFolder()
  const binaries = major === BUNDLED_MAJOR ? {} : { binaries: await installMajor(major) }
  const { url, stop } = await startServer({
    dataDir,
    major,
    settings: SETTINGS,
    temporary: true,
    ...binaries,
  })
  return { url, major, stop }
}
