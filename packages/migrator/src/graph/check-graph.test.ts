import { expect, test } from 'vitest'
import { checkGraph } from './check-graph.ts'

const migration = (name: string, dependsOn: string[] = []) => ({ name, dependsOn, async up() {} })
const render = (problems: ReturnType<typeof checkGraph>) =>
  problems.map(({ code, message, hint }) => `${code}: ${message}\n  ${hint}`).join('\n')

test('finds nothing in a sound list', () => {
  expect(checkGraph([migration('002', ['001']), migration('001')])).toEqual([])
})

test('names a dependency that does not exist and what does', () => {
  expect(render(checkGraph([migration('001'), migration('002', ['000'])]))).toMatchInlineSnapshot(`
    "MIGRATION_DEPENDENCY_MISSING: Migration "002" depends on "000", which does not exist
      Add "000" to the list of migrations, or correct dependsOn. There are: 001, 002."
  `)
})

test('shows the whole circle, and does not report its order on top', () => {
  expect(
    render(checkGraph([migration('001', ['003']), migration('002', ['001']), migration('003', ['002'])])),
  ).toMatchInlineSnapshot(`
    "MIGRATION_DEPENDENCY_CYCLE: Migrations depend on each other in a circle: "001" → "003" → "002" → "001"
      Remove one of these from dependsOn: a migration can only depend on those that sort before it."
  `)
})

test('a migration that depends on itself is a circle', () => {
  expect(checkGraph([migration('001', ['001'])]).map(({ code }) => code)).toEqual([
    'MIGRATION_DEPENDENCY_CYCLE',
  ])
})

test('a dependency has to sort before its dependent', () => {
  expect(render(checkGraph([migration('001', ['002']), migration('002')]))).toMatchInlineSnapshot(`
    "MIGRATION_DEPENDENCY_ORDER: Migration "001" depends on "002", which sorts after it and would be applied later
      Rename whichever of the two is applied nowhere yet, so that "002" sorts first."
  `)
})

test('names are unique', () => {
  expect(render(checkGraph([migration('001'), migration('001')]))).toMatchInlineSnapshot(`
    "MIGRATION_NAME_DUPLICATE: 2 migrations have the name "001"
      Give the newer one a name of its own that sorts last."
  `)
})

test('the history can hold each name', () => {
  const names = ['', 'x'.repeat(256), 'a\0b', 'a\ud800']
  expect(
    render(checkGraph(names.map((name) => migration(name)))).replaceAll(/x{250,}/g, 'x…'),
  ).toMatchInlineSnapshot(`
    "MIGRATION_NAME_INVALID: Invalid migration name "": it is empty
      Name it by a number and what it does, for example 005_add_status: up to 255 characters.
    MIGRATION_NAME_INVALID: Invalid migration name "x…": it is longer than 255 characters
      Name it by a number and what it does, for example 005_add_status: up to 255 characters.
    MIGRATION_NAME_INVALID: Invalid migration name "a\\u0000b": it contains a NUL character
      Name it by a number and what it does, for example 005_add_status: up to 255 characters.
    MIGRATION_NAME_INVALID: Invalid migration name "a\\ud800": it contains half of a surrogate pair
      Name it by a number and what it does, for example 005_add_status: up to 255 characters."
  `)
})

test('sorts by code unit like Kysely, not by the language of the machine', () => {
  expect(checkGraph([migration('a', ['B']), migration('B')])).toEqual([])
})
