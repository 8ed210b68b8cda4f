import { expect, test } from 'vitest'
import { quoteShell } from './quote-shell.ts'

test.each([
  ['public.node_registrations', 'public.node_registrations'],
  ['"We""ird Schema".node_registrations', `'"We""ird Schema".node_registrations'`],
  ["it's", `'it'\\''s'`],
  ['$(rm -rf .)', `'$(rm -rf .)'`],
])('%s is written %s', (word, quoted) => {
  expect(quoteShell(word)).toBe(quoted)
})
