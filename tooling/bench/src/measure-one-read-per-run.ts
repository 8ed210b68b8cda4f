import { createMigrator, defineMigration } from '@omni/migrator'
import { createEnumSafe, type EnumDefinition, validateEnumValues } from '@omni/pg-enum-guard'
import pg from 'pg'
import { compareTimes } from './compare-times.ts'
import { figuresOf } from './figures.ts'
import type { Measurement } from './measurement.ts'
import { withClient } from './with-client.ts'

const COUNT = 20

/**
 * What the third optimisation gives: a run reads the enums of all its migrations at once, before and after; the floor
 * has migrations that declare none, and checks each enum on its own, before and after.
 */
export const oneReadPerRun: Measurement = {
  name: 'one-read-per-run',
  run: (bench) =>
    withClient(bench, async (client, { url }) => {
      const pool = new pg.Pool({ connectionString: url })
      try {
        const declaring = migrationsOf((definition) => [definition])
        const silent = migrationsOf(() => [])
        await createMigrator({ db: pool, migrations: declaring, schema: 'public' }).up()
        await client.query('analyze')
        const timings = await compareTimes(
          [
            {
              what: `${COUNT} reads before, ${COUNT} after`,
              run: async () => {
                for (const definition of definitions) await validateEnumValues(pool, definition)
                await createMigrator({ db: pool, migrations: silent, schema: 'public' }).up()
                for (const definition of definitions) await validateEnumValues(pool, definition)
              },
            },
            {
              what: 'one read before, one after',
              run: () => createMigrator({ db: pool, migrations: declaring, schema: 'public' }).up(),
            },
          ],
          { rounds: 40 },
        )
        return figuresOf(`no-op up, ${COUNT} migrations with an enum each`, timings)
      } finally {
        await pool.end()
      }
    }),
}

const definitions: readonly EnumDefinition[] = Array.from({ length: COUNT }, (_, index) => ({
  schema: 'public',
  name: `enum_${index + 1}`,
  values: ['effect', 'compute'],
}))

function migrationsOf(enumsOf: (definition: EnumDefinition) => EnumDefinition[]) {
  return definitions.map((definition, index) =>
    defineMigration({
      name: `${String(index + 1).padStart(3, '0')}_${definition.name}`,
      enums: enumsOf(definition),
      async up(_, { queryable }) {
        await createEnumSafe(queryable, definition)
      },
    }),
  )
}
