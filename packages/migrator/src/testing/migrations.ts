import { createEnumSafe, dropEnumSafe, type EnumDefinition } from '@omni/pg-enum-guard'
import { sql } from 'kysely'
import { defineMigration } from '../define-migration.ts'
import type { Migration } from '../migration.ts'

/** A migration that runs one statement each way. */
export function statements(
  name: string,
  up: string,
  down?: string,
  rest: Partial<Migration> = {},
): Migration {
  return defineMigration({
    name,
    ...rest,
    async up(db) {
      await sql.raw(up).execute(db)
    },
    ...(down !== undefined && {
      async down(db) {
        await sql.raw(down).execute(db)
      },
    }),
  })
}

/** A migration that makes a table. */
export function table(name: string, tableName: string): Migration {
  return statements(name, `create table ${tableName} (id int)`, `drop table ${tableName}`)
}

/** A migration that makes an enum with the guard. */
export function enumeration(name: string, definition: EnumDefinition): Migration {
  return defineMigration({
    name,
    enums: [definition],
    async up(_db, { queryable, schema }) {
      await createEnumSafe(queryable, { ...definition, schema })
    },
    async down(_db, { queryable, schema }) {
      await dropEnumSafe(queryable, { ...definition, schema })
    },
  })
}
