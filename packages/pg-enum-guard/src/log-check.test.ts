import { expect, test } from 'vitest'
import type { EnumCheck } from './compare-enum.ts'
import { logCheck } from './log-check.ts'

const check: EnumCheck = {
  status: 'matches',
  schema: 'public',
  name: 'e',
  expected: ['a'],
  actual: ['a'],
  missing: [],
  extra: [],
  orderDiffers: false,
  mode: 'set',
  holder: null,
  extension: null,
  shadowedBy: null,
}

function linesOf(changes: Partial<EnumCheck>): string[] {
  const lines: string[] = []
  const write = (level: string) => (message: string) => void lines.push(`${level}: ${message}`)
  logCheck(
    { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') },
    { ...check, ...changes },
  )
  return lines
}

test('what is as it should be is one line for debugging', () => {
  expect(linesOf({})).toEqual(['debug: enum public.e: matches (1 labels)'])
  expect(linesOf({ status: 'absent', actual: null })).toEqual(['debug: enum public.e: absent'])
})

test('what is not as it should be is one warning', () => {
  expect([
    ...linesOf({ status: 'differs', missing: ['a'], extra: ['x', 'y'], orderDiffers: true }),
    ...linesOf({ status: 'name-taken', holder: { kind: 'view', identity: 'public.e' } }),
    ...linesOf({ status: 'no-schema', schema: null }),
  ]).toEqual([
    'warn: enum public.e: differs (1 missing, 2 extra, other order)',
    'warn: enum public.e: the name is taken by view public.e',
    'warn: enum e: its schema does not exist',
  ])
})

test('a shadowed enum is one warning more', () => {
  expect(linesOf({ shadowedBy: 'pg_temp_3.e' })).toEqual([
    'debug: enum public.e: matches (1 labels)',
    'warn: enum public.e: on this connection the unqualified name means pg_temp_3.e',
  ])
})

test('without a logger nothing happens', () => {
  expect(() => logCheck(undefined, check)).not.toThrow()
})
