import { access, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname } from 'node:path'
import { expect, test } from 'vitest'
import { makeScratchFolder } from './make-scratch-folder.ts'

test('without a file system in memory the folder is where temporary files go', async () => {
  const folder = await makeScratchFolder('/nowhere')
  await access(folder)
  expect(dirname(folder)).toBe(tmpdir())
  await rm(folder, { recursive: true })
})
