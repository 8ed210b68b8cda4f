import { expect, test } from 'vitest'
import { createEnumStatement } from './create-enum-statement.ts'

const createLine = (statement: string) =>
  statement
    .split('\n')
    .find((line) => line.includes('create type'))
    ?.trim()

test('names and labels stand quoted in the statement', () => {
  expect(
    createLine(createEnumStatement({ schema: 'App', name: 'or"der' }, ["it's", "\\'); drop table v; --"])),
  ).toBe(`create type "App"."or""der" as enum ('it''s', E'\\\\''); drop table v; --');`)
})

test('a label that looks like the end of the block does not end it', () => {
  const statement = createEnumStatement({ schema: 'public', name: 'e' }, ['$omni0$', '$omni1$', '$$'])
  expect(statement.startsWith('do $omni2$')).toBe(true)
  expect(statement.endsWith('$omni2$')).toBe(true)
  expect(statement.split('$omni2$')).toHaveLength(3)
})
