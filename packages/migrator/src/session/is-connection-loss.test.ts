import { expect, test } from 'vitest'
import { isConnectionLoss } from './is-connection-loss.ts'

const coded = (code: string) => Object.assign(new Error('x'), { code })

test.each(['57P01', '57P02', '08006', '08P01', '25P03', 'ECONNRESET'])('%s is one', (code) => {
  expect(isConnectionLoss(coded(code))).toBe(true)
})

test.each(['42P01', '57014', '55P03', '25P02', 'ENOENT'])('%s is none', (code) => {
  expect(isConnectionLoss(coded(code))).toBe(false)
})

test('what pg and Kysely throw without a code is one', () => {
  expect(isConnectionLoss(new Error('Connection terminated unexpectedly'))).toBe(true)
  expect(isConnectionLoss(new Error('Postgres connection has been discarded'))).toBe(true)
  expect(isConnectionLoss(new Error('boom'))).toBe(false)
  expect(isConnectionLoss('Connection terminated')).toBe(false)
})
