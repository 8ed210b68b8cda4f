import { expect, test } from 'vitest'
import { renderJson } from './json.ts'

test('what JSON cannot hold becomes text, and passwords are masked in every string', () => {
  const details: Record<string, unknown> = {
    rows: 12n,
    cause: new Error('for postgres://u:s3cret-word@h/d'),
    url: 'postgres://u:s3cret-word@h/d',
    nested: [{ text: 'it is s3cret-word' }],
    shared: [],
    at: new Date(0),
  }
  details.self = details
  details.sharedAgain = details.shared
  expect(JSON.parse(renderJson(details, ['s3cret-word']))).toEqual({
    rows: '12',
    cause: 'for postgres://u:***@h/d',
    url: 'postgres://u:***@h/d',
    nested: [{ text: 'it is ***' }],
    shared: [],
    sharedAgain: [],
    at: '1970-01-01T00:00:00.000Z',
    self: '[circular]',
  })
})
