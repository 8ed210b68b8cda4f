import { mkdir, readdir, realpath, rm } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { type Binaries, BUNDLED_MAJOR, findBinaries } from './find-binaries.ts'
import { findRunAs, type RunAs } from './find-run-as.ts'
import { hasCode } from './has-code.ts'
import { INIT_SUFFIX, initDataDir } from './init-data-dir.ts'
import { LocalServerError } from './local-server-error.ts'
import { assertMajor, readMajor } from './read-major.ts'

export interface DataDirOptions {
  readonly dataDir: string
  readonly binaries?: Binaries | undefined
  readonly major?: number | undefined
}

/** A data folder that is complete, and what it takes to run a server on it. */
export interface PreparedDataDir {
  readonly dataDir: string
  readonly binaries: Binaries
  readonly runAs: RunAs
}

/**
 * Makes the data folder where there is none, and checks the one that is there.
 *
 * @throws LocalServerError `BINARIES_MISSING`, `PLATFORM_UNSUPPORTED`, `ROOT_CANNOT_RUN`, `DATA_DIR_VERSION`,
 * `DATA_DIR_INVALID`, `DATA_DIR_DENIED`, `INITDB_FAILED`
 */
export async function prepareDataDir(options: DataDirOptions): Promise<PreparedDataDir> {
  const { major = BUNDLED_MAJOR } = options
  const binaries = options.binaries ?? (await findBinaries())
  return translateDenied(options.dataDir, async () => {
    const dataDir = await makeParent(options.dataDir)
    const runAs = await findRunAs(binaries.postgres, dataDir)
    const found = await readMajor(dataDir)
    if (found === null) await initDataDir({ binaries, runAs, major, dataDir })
    else assertMajor(dataDir, found, major)
    return { dataDir, binaries, runAs }
  })
}

/** Removes what a killed initdb left beside a data folder. Only for one who knows that no initdb runs there. */
export async function removeUnfinished(dataDir: string): Promise<void> {
  const parent = dirname(dataDir)
  const unfinished = (await readdir(parent)).filter((name) =>
    name.startsWith(basename(dataDir) + INIT_SUFFIX),
  )
  await Promise.all(
    unfinished.map((name) =>
      rm(join(parent, name), { recursive: true, force: true, maxRetries: 20, retryDelay: 50 }),
    ),
  )
}

/** Turns "permission denied" on a folder of another user into an error that says so. */
export async function translateDenied<Result>(folder: string, use: () => Promise<Result>): Promise<Result> {
  try {
    return await use()
  } catch (cause) {
    if (!hasCode(cause, 'EACCES') && !hasCode(cause, 'EPERM')) throw cause
    throw new LocalServerError('DATA_DIR_DENIED', {
      message: `This user may not use the data folder '${folder}'.`,
      hint: `See whose it is (ls -ld '${folder}'); if it is yours to take: sudo chown -R "$(id -u):$(id -g)" '${folder}'`,
      details: { dataDir: folder },
      cause,
    })
  }
}

async function makeParent(dataDir: string): Promise<string> {
  const absolute = resolve(dataDir)
  await mkdir(dirname(absolute), { recursive: true })
  return join(await realpath(dirname(absolute)), basename(absolute))
}
