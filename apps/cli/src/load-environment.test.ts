import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadEnvironment } from './load-environment.ts'

const folder = mkdtempSync(join(tmpdir(), 'omni-env-'))

test('an env file adds what is not set, and overrides nothing, not even what is set to nothing', () => {
  const file = join(folder, '.env')
  writeFileSync(file, '# comment\nA=file\nexport B="from file" # why\nC=file\n')
  expect(loadEnvironment({ A: 'real', C: '' }, file)).toEqual({ A: 'real', B: 'from file', C: '' })
})

test('a file that cannot be read is an error', () => {
  expect(() => loadEnvironment({}, join(folder, 'absent'))).toThrow(
    expect.objectContaining({ code: 'ENV_FILE_UNREADABLE', message: expect.stringContaining('ENOENT') }),
  )
})

test('without a file the environment is as it is', () => {
  expect(loadEnvironment({ A: 'real' }, undefined)).toEqual({ A: 'real' })
})
