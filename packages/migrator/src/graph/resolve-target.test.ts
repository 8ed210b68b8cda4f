import { expect, test } from 'vitest'
import { resolveTarget } from './resolve-target.ts'

const names = ['004_registrations', '005_status', '010_more']

test('an exact name stands for itself', () => {
  expect(resolveTarget('005_status', names)).toEqual({ after: '005_status' })
})

test.each(['004', '4', '0004'])('%s stands for the migration of that number', (target) => {
  expect(resolveTarget(target, names)).toEqual({ after: '004_registrations' })
})

test.each(['003', '0'])('%s, a number before the first, stands for the state before it', (target) => {
  expect(resolveTarget(target, names)).toEqual({ after: null })
})

test.each(['006', '11', '5_status', 'status', '', '-1'])(
  '"%s" is unknown and the error lists what exists',
  (target) => {
    expect(() => resolveTarget(target, names)).toThrow(
      expect.objectContaining({
        code: 'TARGET_UNKNOWN',
        message: `No migration is called "${target}"`,
        hint: 'Give a full name or its leading number. There are: 004_registrations, 005_status, 010_more.',
      }),
    )
  },
)

test('a number of two migrations is ambiguous', () => {
  expect(() => resolveTarget('4', ['004_a', '4_b'])).toThrow(
    expect.objectContaining({
      code: 'TARGET_AMBIGUOUS',
      message: 'Target "4" stands for 2 migrations',
      hint: 'Give the full name: 004_a or 4_b.',
    }),
  )
})

test('a name that is a number itself wins over the number', () => {
  expect(resolveTarget('4', ['004', '4'])).toEqual({ after: '4' })
})

test('time stamps beyond 2^53 stay apart', () => {
  const stamps = ['20251003120000001_a', '20251003120000002_b', '90071992547409931_c', '90071992547409932_d']
  expect(resolveTarget('90071992547409931', stamps)).toEqual({ after: '90071992547409931_c' })
})

test('with no migrations every target is unknown', () => {
  expect(() => resolveTarget('0', [])).toThrow(expect.objectContaining({ code: 'TARGET_UNKNOWN' }))
})
