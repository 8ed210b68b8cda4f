import { defineConfig } from 'vitest/config'

/** Packages of the workspace are met as TypeScript sources, so that tests need no build. */
const resolve = { conditions: ['source', 'node'] }

export interface TestOptions {
  /** Modules that run once before the `pg` suite and once after it; the shared test server by default. */
  readonly globalSetup?: readonly string[]
}

/**
 * Returns the two suites of a package: `unit` (`*.test.ts`) meets no server, `pg` (`*.pg.test.ts` and what
 * stands under `test/`) meets a real one, started once for the run.
 */
export function defineTests({ globalSetup = ['@omni/test-postgres/global-setup'] }: TestOptions = {}) {
  // `ssr` is where test files run, `__vitest__` where their global setup does.
  const common = { resolve, environments: { ssr: { resolve }, __vitest__: { resolve } } }
  return defineConfig({
    test: {
      projects: [
        {
          ...common,
          test: { name: 'unit', include: ['src/**/*.test.ts'], exclude: ['src/**/*.pg.test.ts'] },
        },
        {
          ...common,
          test: {
            name: 'pg',
            include: ['src/**/*.pg.test.ts', 'test/**/*.test.ts'],
            globalSetup: [...globalSetup],
            testTimeout: 60_000,
            hookTimeout: 120_000,
          },
        },
      ],
    },
  })
}
