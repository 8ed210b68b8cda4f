import { resolveConnection } from '@omni/cli'
import { expect, test } from 'vitest'
import { commandWords, programName } from './command-words.ts'
import type { VerifyFlags } from './program.ts'

const wordsOf = (flags: VerifyFlags, env = {}) => commandWords(flags, resolveConnection(flags, env), true)

test('the advised commands lead to the same database', () => {
  expect(wordsOf({}, { DATABASE_URL: 'postgres://app:pw@db/omni' }).target).toBe('')
  expect(wordsOf({ schema: `it's` }).target).toBe(` --schema 'it'\\''s'`)
  expect(wordsOf({ embedded: true, envFile: '.env' }).target).toBe(' --embedded --env-file .env')
})

test('a password is not part of an advised command', () => {
  expect(wordsOf({ url: 'postgres://app:pw@db/omni' }).target).toBe(
    ` --url 'postgres://app:***@db:5432/omni'`,
  )
})

test('outside the repository the programs have other names', () => {
  const { cli, verify } = commandWords({}, resolveConnection({}, {}), false)
  expect({ cli, verify }).toEqual({ cli: 'omni', verify: 'omni-verify' })
  expect(programName({ npm_lifecycle_event: 'verify' })).toBe('pnpm verify')
  expect(programName({})).toBe('omni-verify')
})
