import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { expect, test } from 'vitest'

async function bundleOf(entry: string) {
  const { metafile, outputFiles } = await build({
    entryPoints: [`${import.meta.dirname}/../src/${entry}`],
    outdir: 'dist', // nothing is written
    write: false,
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    metafile: true,
  })
  const outputs = Object.values(metafile.outputs)
  const isLoadedLater = (path: string) =>
    outputs.some(({ imports }) =>
      imports.some((found) => found.path === path && found.kind === 'dynamic-import'),
    )
  const sizes = outputFiles.map(({ path, contents }) => ({
    gzipped: gzipSync(contents, { level: 9 }).length,
    isLoadedLater: Object.keys(metafile.outputs).some(
      (output) => path.endsWith(output) && isLoadedLater(output),
    ),
  }))
  const sum = (later: boolean) =>
    sizes.filter((size) => size.isLoadedLater === later).reduce((total, { gzipped }) => total + gzipped, 0)
  const external = outputs.flatMap(({ imports }) => imports.filter((found) => found.external))
  return {
    loadedAtOnce: sum(false),
    loadedLater: sum(true),
    imports: [...new Set(external.map(({ path }) => path))].sort(),
  }
}

test('the library is under 15 kB, minified and gzipped, and imports nothing but Node', async () => {
  const { loadedAtOnce, imports } = await bundleOf('index.ts')
  expect(loadedAtOnce).toBeLessThan(15_000)
  expect(imports).toEqual(['node:timers/promises'])
})

test('what works out remedies is loaded when an enum differs, and is small too', async () => {
  const { loadedLater } = await bundleOf('index.ts')
  expect(loadedLater).toBeGreaterThan(1_000)
  expect(loadedLater).toBeLessThan(9_000)
})

test('kysely is imported by its adapter alone, pg by nothing', async () => {
  expect((await bundleOf('kysely.ts')).imports).toEqual(['kysely'])
  expect((await bundleOf('pg.ts')).imports).toEqual([])
})
