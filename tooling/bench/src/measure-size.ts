import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { figureOfBudget } from './figures.ts'
import type { Measurement } from './measurement.ts'

/** What the guard adds to a bundle, minified and gzipped: what is loaded with it, and with what is loaded on demand. */
export const size: Measurement = {
  name: 'size',
  async run() {
    const { outputFiles, metafile } = await build({
      entryPoints: [fileURLToPath(import.meta.resolve('@omni/pg-enum-guard'))],
      outdir: 'dist', // nothing is written
      write: false,
      bundle: true,
      splitting: true,
      minify: true,
      format: 'esm',
      platform: 'node',
      metafile: true,
    })
    const imports = Object.values(metafile.outputs).flatMap((output) => output.imports)
    const onDemand = new Set(
      imports.filter(({ kind }) => kind === 'dynamic-import').map(({ path }) => basename(path)),
    )
    const bytes = (files: typeof outputFiles) =>
      files.reduce((sum, { contents }) => sum + gzipSync(contents, { level: 9 }).length, 0) / 1_000
    const atOnce = outputFiles.filter(({ path }) => !onDemand.has(basename(path)))
    return [
      figureOfBudget('size', 'kB', 15, { what: 'the guard', value: bytes(atOnce) }),
      figureOfBudget(
        'size',
        'kB',
        15,
        { what: 'the guard with its remedies, loaded on demand', value: bytes(outputFiles) },
        { atMost: null },
      ),
    ]
  },
}
