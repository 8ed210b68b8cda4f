import { mkdir, readlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../test/fixtures/temporary-folder.ts'
import { hydrateSymlinks } from './hydrate-symlinks.ts'

test('the links that an install without scripts lacks are made, and made only once', async () => {
  const native = join(await temporaryFolder(), 'native')
  await mkdir(join(native, 'lib'), { recursive: true })
  await mkdir(join(native, 'bin'))
  await writeFile(join(native, 'lib', 'libpq.so.5.18'), '')
  const links = [{ source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' }]
  await writeFile(join(native, 'pg-symlinks.json'), JSON.stringify(links))
  await hydrateSymlinks(join(native, 'bin', 'postgres'))
  await hydrateSymlinks(join(native, 'bin', 'postgres'))
  expect(await readlink(join(native, 'lib', 'libpq.so.5'))).toBe('libpq.so.5.18')
})

test('a package without a list of links is left as it is', async () => {
  await hydrateSymlinks(join(await temporaryFolder(), 'native', 'bin', 'postgres'))
})
