import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { figureOfBudget } from './figures.ts'
import type { Measurement } from './measurement.ts'

/** What the whole guard adds to a bundle, minified and gzipped. */
export const size: Measurement = {
  name: 'size',
  async run() {
    const entry = fileURLToPath(import.meta.resolve('@omni/pg-enum-guard'))
    const { outputFiles } = await build({
      entryPoints: [entry],
      bundle: true,
      minify: true,
      format: 'esm',
      platform: 'node',
      target: 'node20',
      write: false,
    })
    const bytes = outputFiles.reduce((sum, { contents }) => sum + gzipSync(contents, { level: 9 }).length, 0)
    const subject = { what: 'the guard, minified and gzipped', value: bytes / 1_000 }
    return [figureOfBudget('size', 'kB', 15, subject)]
  },
}
