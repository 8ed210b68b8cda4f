import { expect, test } from 'vitest'
import type { DependencyEdgeRow } from './catalog/fetch-dependency-edges.ts'
import { listDependents, renderDependent } from './list-dependents.ts'

const other: DependencyEdgeRow = {
  key: '',
  parents: [],
  internal: false,
  role: 'other',
  letter: null,
  schema: 'k',
  relation: null,
  column: null,
  kind: null,
  identity: null,
  relationOid: null,
  defaultOf: null,
}
const root: DependencyEdgeRow = {
  ...other,
  key: 'e',
  parents: ['0:0:0'],
  role: 'enum',
  kind: 'type',
  identity: 'k.e',
}
const columnOf = (key: string, table: string, column: string, parents: string[]): DependencyEdgeRow => ({
  ...other,
  key,
  parents,
  role: 'relation',
  letter: 'r',
  relation: table,
  column,
  relationOid: table,
})

const linesOf = (edges: DependencyEdgeRow[]) =>
  listDependents(edges).map((dependent) => `${renderDependent(dependent)} <- ${dependent.via}`)

test('a column of a table stands alone in messages, everything else after its kind', () => {
  expect(renderDependent({ kind: 'table column', identity: 'public.t.c' })).toBe('public.t.c')
  expect(renderDependent({ kind: 'foreign table column', identity: 'public.f.c' })).toBe(
    'foreign table column public.f.c',
  )
  expect(renderDependent({ kind: 'view', identity: 'public.v' })).toBe('view public.v')
})

test('without edges there is nothing to list, and the enum itself is not listed', () => {
  expect(listDependents([])).toEqual([])
  expect(listDependents([root])).toEqual([])
})

test('what went away while it was looked at is not listed', () => {
  expect(linesOf([root, { ...other, key: 'f', parents: ['e'] }])).toEqual([])
  expect(linesOf([root, { ...other, key: 'f', parents: ['e'], kind: 'function' }])).toEqual([])
})

test('where objects hang on each other in a circle, each hangs on what is nearer to the enum', () => {
  const edges: DependencyEdgeRow[] = [
    { ...other, key: 'type', parents: ['in', 'member'], kind: 'type', letter: 'b', identity: 'k.b' },
    { ...other, key: 'in', parents: ['type'], kind: 'function', identity: 'k.b_in()' },
    { ...other, key: 'member', parents: ['e', 'type'], kind: 'function', identity: 'k.f(k.e)' },
    root,
  ]
  expect(linesOf(edges)).toEqual([
    'function k.b_in() <- type k.b',
    'function k.f(k.e) <- type k.e',
    'type k.b <- function k.f(k.e)',
  ])
})

test('a parent that is not among the edges is passed over', () => {
  expect(linesOf([root, columnOf('c', 't', 'c', ['gone', 'e'])])).toEqual(['k.t.c <- type k.e'])
  expect(linesOf([root, columnOf('c', 't', 'c', ['gone'])])).toEqual(['k.t.c <- type k.e'])
})

test('identities lose the quotes that they do not need', () => {
  const edges = [
    { ...root, identity: '"k"."e"' },
    { ...other, key: 'f', parents: ['e'], kind: 'function', identity: '"k"."F"("k"."e")' },
  ]
  expect(linesOf(edges)).toEqual(['function k."F"(k.e) <- type k.e'])
})

test('ten thousand dependents are listed at once', () => {
  const edges = Array.from({ length: 10_000 }, (_, index) => columnOf(`${index}`, `t${index}`, 'c', ['e']))
  expect(listDependents([root, ...edges])).toHaveLength(10_000)
})
