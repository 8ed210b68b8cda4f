import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { expect, test } from 'vitest'
import { createMigrator } from './create-migrator.ts'
import { defineMigration } from './define-migration.ts'
import type { MigratorOptions } from './options.ts'

const pool = new pg.Pool({ host: 'nowhere.invalid' })
const refusal = (options: Partial<MigratorOptions>) => {
  try {
    createMigrator({ db: pool, migrations: [], ...options })
    return 'none'
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

test('takes a pool or a Kysely instance', () => {
  expect(refusal({})).toBe('none')
  expect(refusal({ db: new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) }) })).toBe('none')
})

test.each<[string, Partial<MigratorOptions>]>([
  ['Invalid option schema "": it is empty', { schema: '' }],
  [`Invalid option schema "pg_temp": it is one of the server's own schemas`, { schema: 'pg_temp' }],
  [
    `Invalid option schema "${'ä'.repeat(32)}": it is longer than 63 bytes, the server would cut it`,
    { schema: 'ä'.repeat(32) },
  ],
  ['Invalid option schema "a\\u0000b": it is not a text that a server can store', { schema: 'a\0b' }],
  ['Invalid option lockTimeout: -1 is not a whole number from 0 to 2147483647', { lockTimeout: -1 }],
  ['Invalid option retries: 1.5 is not a whole number from 0 to 2147483647', { retries: 1.5 }],
])('refuses before any connection: %s', (message, options) => {
  expect(refusal(options)).toBe(message)
})

test('refuses what is no database', () => {
  const db: unknown = {}
  expect(refusal({ db: db as pg.Pool })).toBe(
    'Invalid option db: it is neither a Kysely instance nor a pg.Pool',
  )
})

test('a defined migration is frozen with its labels', () => {
  const migration = defineMigration({
    name: '001',
    enums: [{ name: 'color', values: ['red'] }],
    async up() {},
  })
  expect(Object.isFrozen(migration)).toBe(true)
  expect(Object.isFrozen(migration.enums?.[0]?.values)).toBe(true)
})

test('a migration without up, or with a name that the history cannot hold, is refused where it is defined', () => {
  const wrong: unknown = { name: '001' }
  expect(() => defineMigration(wrong as { name: string; up(): Promise<void> })).toThrow(
    expect.objectContaining({
      code: 'OPTIONS_INVALID',
      message: 'Invalid migration "001": up is not a function',
    }),
  )
  expect(() => defineMigration({ name: '', async up() {} })).toThrow(
    expect.objectContaining({ code: 'MIGRATION_NAME_INVALID' }),
  )
})
