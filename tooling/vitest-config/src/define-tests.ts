import { defineConfig } from 'vitest/config'

/** Packages of the workspace are met as TypeScript sources, so that tests need no build. */
const resolve = { conditions: ['source', 'node'] }

export interface TestOptions {
  /** Modules that run once before the `pg` suite and once after it; the shared test server by default. */
  readonly globalSetup?: readonly string[]
}

/**
 * Returns the suites of a package. `unit` (`*.test.ts`) meets no server; `pg` (`*.pg.test.ts` and what stands under
 * `test/`) meets a real one, started once for the run; `pgbouncer` (`*.pgbouncer.test.ts`) wants PgBouncer too, and
 * is there where `OMNI_TEST_PGBOUNCER` names the program.
 */
export function defineTests({ globalSetup = ['@omni/test-postgres/global-setup'] }: TestOptions = {}) {
  // `ssr` is where test files run, `__vitest__` where their global setup does.
  const common = { resolve, environments: { ssr: { resolve }, __vitest__: { resolve } } }
  const server = { globalSetup: [...globalSetup], testTimeout: 120_000, hookTimeout: 120_000 }
  const unit = { name: 'unit', include: ['src/**/*.test.ts'], exclude: ['src/**/*.{pg,pgbouncer}.test.ts'] }
  const pg = {
    ...server,
    name: 'pg',
    include: ['src/**/*.pg.test.ts', 'test/**/*.test.ts'],
    exclude: ['**/*.pgbouncer.test.ts'],
  }
  const pgbouncer = { ...server, name: 'pgbouncer', include: ['{src,test}/**/*.pgbouncer.test.ts'] }
  const suites = process.env.OMNI_TEST_PGBOUNCER ? [unit, pg, pgbouncer] : [unit, pg]
  return defineConfig({ test: { projects: suites.map((test) => ({ ...common, test })) } })
}
