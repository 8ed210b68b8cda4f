import { expect, test } from 'vitest'
import { hashText } from './hash-text.ts'

test('the hash is that of FNV-1a, of the same length for every text', () => {
  expect(hashText('')).toBe('cbf29ce484222325')
  expect(hashText('a')).toBe('af63dc4c8601ec8c')
  expect(hashText('foobar')).toBe('85944171f73967e8')
})
