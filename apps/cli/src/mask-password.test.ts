import { expect, test } from 'vitest'
import { findSecrets, maskPasswords } from './mask-password.ts'

test.each([
  ['postgres://app:s3cret@db:5432/omni', 'postgres://app:***@db:5432/omni'],
  ['postgresql://app:p%40ss@db/omni?sslmode=require', 'postgresql://app:***@db/omni?sslmode=require'],
  ['postgres://app:with@and/and#and?@db/omni', 'postgres://app:***@db/omni'],
  ['(postgres://app:s3cret@db/omni)', '(postgres://app:***@db/omni)'],
  ['{"url":"postgres://app:s3cret@db/omni"}', '{"url":"postgres://app:***@db/omni"}'],
  ['postgres://app@db:5432/omni', 'postgres://app@db:5432/omni'],
  [
    'postgres://db/omni?user=app&password=s3cret&sslmode=require',
    'postgres://db/omni?user=app&password=***&sslmode=require',
  ],
  ['host=db password=s3cret dbname=omni', 'host=db password=*** dbname=omni'],
  ["host=db password='with space' dbname=omni", 'host=db password=*** dbname=omni'],
  ['PGPASSWORD=s3cret omni up', 'PGPASSWORD=*** omni up'],
  ['{"password": "s3cret"}', '{"password": ***}'],
  ['password authentication failed for user "app"', 'password authentication failed for user "app"'],
  ['postgres://user:<password>@host/database', 'postgres://user:<password>@host/database'],
])('masks the password that is recognised by where it stands: %s', (text, masked) => {
  expect(maskPasswords(text)).toBe(masked)
})

test('masks a known password in plain, URL-encoded and JSON-escaped form', () => {
  const password = 'p@ss "word"/1'
  const text = `${password} ${encodeURIComponent(password)} ${JSON.stringify(password)}`
  expect(maskPasswords(text, [password])).toBe('*** *** "***"')
})

test('masks a short password only where it stands alone', () => {
  expect(maskPasswords('cat, concat', ['cat'])).toBe('***, concat')
})

test('masks a password that is a regular expression as text', () => {
  expect(maskPasswords('aaaa.*bbbb aaaaxxbbbb', ['aaaa.*bbbb'])).toBe('*** aaaaxxbbbb')
})

test('finds the password of a URL as typed and decoded, in the authority and in the query', () => {
  expect(findSecrets(['--url=postgres://app:p%40ss@db/omni'], [])).toEqual(['p%40ss', 'p@ss'])
  expect(findSecrets(['postgres://db/omni?password=a%20b'], [])).toEqual(['a%20b', 'a b'])
  expect(findSecrets(['postgres://app:a@b/c@db/omni'], [])).toEqual(['a@b/c'])
})

test('takes bare passwords, and neither empty ones nor words that every URL has', () => {
  expect(findSecrets([undefined, 'up'], ['s3cret', '', undefined, 'postgres'])).toEqual(['s3cret'])
})

test('a password that is also the name of the user is hidden in URLs and leaves the user readable', () => {
  const secrets = findSecrets(['postgres://omni:omni@db/omni'], [])
  expect(maskPasswords('user omni of postgres://omni:omni@db/omni', secrets)).toBe(
    'user omni of postgres://omni:***@db/omni',
  )
})
