import { expect, test } from 'vitest'
import type { Migration } from '../migration.ts'
import { expectedEnums } from './expected-enums.ts'

const migration = (name: string, rest: Partial<Migration>): Migration => ({ name, async up() {}, ...rest })
const labels = (migrations: readonly Migration[]) =>
  expectedEnums(migrations, 'app').map(
    ({ definition: { schema, name, values } }) => `${schema}.${name}: ${values}`,
  )

test('the last migration that declares an enum says what it is', () => {
  expect(
    labels([
      migration('001', { enums: [{ name: 'color', values: ['red'] }] }),
      migration('002', { enums: [{ name: 'color', values: ['red', 'green'] }] }),
    ]),
  ).toEqual(['app.color: red,green'])
})

test('a dropped enum is expected no more, and one that is made again is', () => {
  const made = migration('001', { enums: [{ name: 'color', values: ['red'] }] })
  const dropped = migration('002', { dropsEnums: [{ schema: 'app', name: 'color' }] })
  const again = migration('003', {
    dropsEnums: [{ name: 'color' }],
    enums: [{ name: 'color', values: ['blue'] }],
  })
  expect(labels([made, dropped])).toEqual([])
  expect(labels([made, again])).toEqual(['app.color: blue'])
})

test('one name in two schemas is two enums', () => {
  expect(
    labels([
      migration('001', {
        enums: [
          { name: 'color', values: ['red'] },
          { schema: 'other', name: 'color', values: ['blue'] },
        ],
      }),
    ]),
  ).toEqual(['app.color: red', 'other.color: blue'])
})
