import { expect, test } from 'vitest'
import { renderEnumStatus } from './enum-check.ts'
import { renderEnumList } from './enum-list.ts'
import { renderEnumShow } from './enum-show.ts'
import { differing, enumCheck } from './fixtures.ts'
import { plain } from './style.ts'

const url = 'postgres://db:5432/omni'

test('enum show marks labels that are too many, lists those that are missing, the order, and every dependent', () => {
  const column = {
    kind: 'table column',
    identity: 'public.t.c',
    schema: 'public',
    relation: 't',
    column: 'c',
    via: 'type public.mood',
  }
  const view = {
    kind: 'view',
    identity: 'public.v',
    schema: 'public',
    relation: 'v',
    column: null,
    via: 'column public.t.c',
  }
  const report = {
    url,
    schema: 'public',
    name: 'mood',
    labels: differing.actual,
    check: { ...differing, shadowedBy: 'other.mood' },
    dependents: [column, view],
  }
  expect(renderEnumShow(report, plain)).toMatchInlineSnapshot(`
    "postgres://db:5432/omni
    public.mood  differs: missing ['ok'], extra ['angry'], other order
      1  happy
      2  sad
      3  angry  not in the code
      -  ok     missing in the database
      order in the code: sad, ok, happy
      an unqualified name means other.mood here

    used by
      public.t.c
      view public.v"
  `)
})

test('enum list of nothing says so', () => {
  expect(renderEnumList({ url, enums: [] }, plain)).toMatchInlineSnapshot(`
    "postgres://db:5432/omni
    no enums"
  `)
})

test('each judgement in a few words', () => {
  const holder = { kind: 'table', identity: 'public.mood' }
  const checks = [
    enumCheck(),
    differing,
    enumCheck({ status: 'absent' }),
    enumCheck({ status: 'no-schema' }),
    enumCheck({ status: 'name-taken', holder }),
  ]
  expect(checks.map((check) => renderEnumStatus(check, plain))).toMatchInlineSnapshot(`
    [
      "matches",
      "differs: missing ['ok'], extra ['angry'], other order",
      "absent",
      "its schema does not exist",
      "its name is taken by public.mood",
    ]
  `)
})
