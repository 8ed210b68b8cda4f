import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { BUNDLED_MAJOR, startServer } from '@omni/local-server'
import { installMajor } from './install-major.ts'
import { makeScratchFolder } from './make-scratch-folder.ts'
import type { TestServerSource } from './test-server.ts'

export interface HotStandbyOptions {
  readonly major: number
  /** Fills the server while it can still be written to. */
  readonly prepare: (url: string) => Promise<void>
}

export interface HotStandby extends TestServerSource {
  stop(): Promise<void>
}

/** Starts an embedded server as a hot standby: it is in recovery for good and can only be read, with no primary. */
export async function startHotStandby({ major, prepare }: HotStandbyOptions): Promise<HotStandby> {
  const dataDir = await makeScratchFolder()
  const binaries = major === BUNDLED_MAJOR ? {} : { binaries: await installMajor(major) }
  const common = { dataDir, major, settings: { fsync: 'off', wal_level: 'replica' }, ...binaries }
  const primary = await startServer(common)
  try {
    await prepare(primary.url)
  } finally {
    await primary.stop()
  }
  await writeFile(join(dataDir, 'standby.signal'), '')
  const { url, stop } = await startServer({ ...common, temporary: true })
  return { url, major, stop }
}
