import { describe, expect, test } from 'vitest'
import { compareInventories, renderDifference } from './compare-inventories.ts'

const row = (kind: string, identity: string, definition: Record<string, unknown> = {}) => ({
  kind,
  identity,
  definition,
})

describe('compareInventories', () => {
  test('finds nothing between equal inventories', () => {
    const rows = [row('table', 'public.t', { acl: null }), row('index', 'public.i')]
    expect(compareInventories(rows, structuredClone(rows))).toEqual([])
  })

  test('tells what is missing, what is extra and which property changed', () => {
    const before = [
      row('table', 'public.t', { acl: null, owner: 'app' }),
      row('type', 'public.e', { labels: ['a', 'b'] }),
      row('index', 'public.i'),
    ]
    const after = [
      row('table', 'public.t', { acl: '{=r/app}', owner: 'app' }),
      row('type', 'public.e', { labels: ['b', 'a'] }),
      row('view', 'public.i'),
    ]
    expect(compareInventories(before, after).map(renderDifference)).toEqual([
      'missing index public.i',
      'extra view public.i',
      'changed table public.t: acl null → "{=r/app}"',
      'changed type public.e: labels ["a","b"] → ["b","a"]',
    ])
  })
})
