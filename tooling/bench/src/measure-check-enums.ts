import { checkEnums } from '@omni/pg-enum-guard'
import { compareTimes } from './compare-times.ts'
import { countQueries } from './count-queries.ts'
import { figureOfBudget, figuresOf } from './figures.ts'
import { makeInBatches } from './make-in-batches.ts'
import type { Measurement } from './measurement.ts'
import { withClient } from './with-client.ts'

const COUNT = 10_000
const BARE = /* SQL */ `
  select t.typname as "name", pg_catalog.array_agg(e.enumlabel::text order by e.enumsortorder) as "labels"
  from pg_catalog.pg_type t
  join pg_catalog.pg_namespace n on n.oid = t.typnamespace
  join pg_catalog.pg_enum e on e.enumtypid = t.oid
  where n.nspname = $1
  group by t.oid, t.typname
`

/** `checkEnums` for ten thousand enums, beside one query that reads the labels of all of them. */
export const checkManyEnums: Measurement = {
  name: 'check-enums',
  run: (bench) =>
    withClient(bench, async (client) => {
      bench.progress(`  creating ${COUNT} enums`)
      await makeInBatches(
        client,
        COUNT,
        (number) =>
          `create type public.enum_${number} as enum ('effect', 'compute', 'reducer', 'orchestrator')`,
      )
      await client.query('analyze')
      const definitions = Array.from({ length: COUNT }, (_, index) => ({
        schema: 'public',
        name: `enum_${index + 1}`,
        values: ['effect', 'compute', 'reducer', 'orchestrator'],
      }))
      const timings = await compareTimes(
        [
          { what: 'bare query', run: () => client.query(BARE, ['public']) },
          { what: 'checkEnums', run: () => checkEnums(client, definitions) },
        ],
        { rounds: 15 },
      )
      const count = await countQueries(client, (counted) => checkEnums(counted, definitions))
      return [
        ...figuresOf(`${COUNT} enums`, timings, { atMost: 3 }),
        figureOfBudget(`${COUNT} enums`, 'round trips', 1, { what: 'checkEnums', value: count }),
      ]
    }),
}
