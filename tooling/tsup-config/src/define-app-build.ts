import { defineConfig } from 'tsup'
import { defineBuild } from './define-build.ts'

export interface AppBuildOptions {
  /** Packages that stay imports: what has a binary beside it, or is rarely needed. */
  readonly external?: readonly string[]
}

/**
 * Returns the build of a program: its dependencies go into `dist/` too, because one file loads in a fraction of the
 * time that hundreds take.
 */
export function defineAppBuild(entry: readonly string[], { external = [] }: AppBuildOptions = {}) {
  const own = [...external, 'pg-native']
  return defineConfig({
    ...defineBuild(entry),
    noExternal: [new RegExp(`^(?!node:|${own.join('|')})`)],
    external: own,
    esbuildOptions(options) {
      // From the sources of the workspace: a build of a build would hold everything twice.
      options.conditions = ['source', 'module']
      // Not the names: they stand in stack traces.
      options.minifyWhitespace = true
      options.minifySyntax = true
    },
    treeshake: false,
    // CommonJS dependencies call `require`, which an ES module does not have.
    banner: {
      js: `import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);`,
    },
  })
}
