import { readFile, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { hasCode } from './has-code.ts'
import { LocalServerError } from './local-server-error.ts'
import { runProgram } from './run-program.ts'

export interface SystemUser {
  readonly uid: number
  readonly gid: number
}

/** How to run a program as a user that PostgreSQL accepts. */
export interface RunAs {
  /** The user to switch to; null where this process is no root and programs just run. */
  readonly user: SystemUser | null
  /** What stands before each command. */
  readonly prefix: readonly string[]
}

/**
 * Decides how to run PostgreSQL, which refuses to run as root: an ordinary user runs it as it is; root runs it as
 * the owner of the data folder, or where that is root, as an existing user without rights. Where that user cannot
 * reach one of the paths (a clone below `/root`, a folder of `mktemp -d`), it is given the one capability that
 * lets it pass.
 *
 * @throws LocalServerError `ROOT_CANNOT_RUN`
 */
export async function findRunAs(postgres: string, dataDir: string): Promise<RunAs> {
  if (process.getuid?.() !== 0) return { user: null, prefix: [] }
  const user = (await findOwner(dataDir)) ?? (await findUnprivilegedUser())
  const unreachable = await findUnreachable([postgres, dataDir], user)
  if (unreachable === null) return { user, prefix: [] }
  const runAs = { user, prefix: withCapability(user) }
  await assertRuns(runAs, postgres, unreachable)
  return runAs
}

/** There is no setpriv on macOS, and a container may lack the right to hand the capability on. */
async function assertRuns(runAs: RunAs, postgres: string, unreachable: string): Promise<void> {
  try {
    const { exitCode, output } = await runProgram(runAs, [postgres, '--version'])
    if (exitCode !== 0) throw new Error(output.trim())
  } catch (cause) {
    throw rootCannotRun(unreachable, cause)
  }
}

function rootCannotRun(path: string, cause: unknown): LocalServerError {
  return new LocalServerError('ROOT_CANNOT_RUN', {
    message: `PostgreSQL refuses to run as root, and no other user can reach '${path}'.`,
    hint: `Run as an ordinary user, or let others pass through the folder (chmod o+x '${path}'), or use a server of your own (DATABASE_URL=postgres://…).`,
    details: { path },
    cause,
  })
}

/** Without `no_setuid_fixup` access(2), with which initdb looks for its programs, ignores the capability. */
function withCapability({ uid, gid }: SystemUser): string[] {
  return [
    'setpriv',
    `--reuid=${uid}`,
    `--regid=${gid}`,
    '--clear-groups',
    '--securebits=+no_setuid_fixup',
    '--inh-caps=+dac_override',
    '--ambient-caps=+dac_override',
  ]
}

async function findOwner(dataDir: string): Promise<SystemUser | null> {
  try {
    const { uid, gid } = await stat(dataDir)
    return uid === 0 ? null : { uid, gid }
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null
    throw error
  }
}

async function findUnprivilegedUser(): Promise<SystemUser> {
  const users = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'))
  const found = users.find(([name]) => name === 'postgres') ?? users.find(([name]) => name === 'nobody')
  const uid = Number(found?.[2] ?? 65534)
  const gid = Number(found?.[3] ?? 65534)
  return uid > 0 ? { uid, gid } : { uid: 65534, gid: 65534 }
}

async function findUnreachable(paths: readonly string[], user: SystemUser): Promise<string | null> {
  const folders = new Set(paths.flatMap(foldersAbove))
  for (const folder of folders) {
    if (!(await mayPass(folder, user))) return folder
  }
  return null
}

function foldersAbove(path: string): string[] {
  const parent = dirname(path)
  return parent === path ? [parent] : [...foldersAbove(parent), parent]
}

async function mayPass(folder: string, { uid, gid }: SystemUser): Promise<boolean> {
  const found = await stat(folder)
  if (found.uid === uid) return (found.mode & 0o100) !== 0
  if (found.gid === gid) return (found.mode & 0o010) !== 0
  return (found.mode & 0o001) !== 0
}
