import { defineConfig } from 'tsup'

/** Returns the build of a package: ESM with declarations, one bundle for each entry, into `dist/`. */
export function defineBuild(entry: readonly string[], target = 'node22') {
  return defineConfig({
    entry: [...entry],
    format: 'esm',
    target,
    dts: { compilerOptions: { customConditions: null, noEmit: false, incremental: false } as object },
    clean: true,
    sourcemap: false,
    splitting: true,
    treeshake: true,
    silent: true,
  })
}
