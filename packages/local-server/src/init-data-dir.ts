import { randomBytes } from 'node:crypto'
import { chown, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Binaries } from './find-binaries.ts'
import type { RunAs } from './find-run-as.ts'
import { LocalServerError } from './local-server-error.ts'
import { runProgram } from './run-program.ts'

/** The file in a data folder that holds the superuser's password. */
export const PASSWORD_FILE = 'omni-password'

/** Marks a folder in which a data folder is being made; one that stays was left by a process that was killed. */
export const INIT_SUFFIX = '.init-'

export interface InitDataDir {
  readonly binaries: Binaries
  readonly runAs: RunAs
  readonly major: number
  readonly dataDir: string
}

/**
 * Makes a data folder with a random password in it. The folder appears complete or not at all: it is made beside
 * its place and then renamed.
 *
 * @throws LocalServerError `INITDB_FAILED`
 */
export async function initDataDir({ binaries, runAs, major, dataDir }: InitDataDir): Promise<void> {
  const work = `${dataDir}${INIT_SUFFIX}${randomBytes(6).toString('hex')}`
  const made = join(work, 'data')
  const password = join(work, 'password')
  try {
    await mkdir(work, { mode: 0o700 })
    await writeFile(password, randomBytes(24).toString('hex'), { mode: 0o600 })
    if (runAs.user !== null) {
      await chown(work, runAs.user.uid, runAs.user.gid)
      await chown(password, runAs.user.uid, runAs.user.gid)
    }
    await runInitdb({ binaries, runAs, major, dataDir: made }, password)
    await rename(password, join(made, PASSWORD_FILE))
    await rename(made, dataDir)
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

async function runInitdb({ binaries, runAs, major, dataDir }: InitDataDir, password: string): Promise<void> {
  const { exitCode, output } = await runProgram(runAs, [
    binaries.initdb,
    `--pgdata=${dataDir}`,
    '--username=postgres',
    `--pwfile=${password}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--no-sync',
    ...localeFlags(major),
  ])
  if (exitCode !== 0) {
    throw new LocalServerError('INITDB_FAILED', {
      message: `initdb ended with code ${exitCode}:\n${output.trim()}`,
      hint: 'Check that the disk has room and the folder can be written, then try again.',
      details: { exitCode, output, dataDir },
    })
  }
}

/** The builtin provider, since 17, knows Unicode on every platform; before it only some systems have C.UTF-8. */
function localeFlags(major: number): string[] {
  if (major >= 17) return ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  return [process.platform === 'linux' ? '--locale=C.UTF-8' : '--locale=C']
}
