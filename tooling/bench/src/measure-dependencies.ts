import { checkEnumDependencies } from '@omni/pg-enum-guard'
import { compareTimes } from './compare-times.ts'
import { figuresOf } from './figures.ts'
import { FULL_DEPENDENCY_QUERY } from './full-dependency-query.ts'
import { makeInBatches } from './make-in-batches.ts'
import type { Measurement } from './measurement.ts'
import { withClient } from './with-client.ts'

const COUNT = 5_000

/** `checkEnumDependencies` with five thousand dependent columns, beside the query that tells everything of them. */
export const dependencies: Measurement = {
  name: 'dependencies',
  run: (bench) =>
    withClient(bench, async (client) => {
      bench.progress(`  creating ${COUNT} tables`)
      await client.query(`create type public.node_type_enum as enum ('effect', 'compute')`)
      await makeInBatches(
        client,
        COUNT,
        (number) => `create table public.table_${number} (id int, node_type public.node_type_enum)`,
      )
      await client.query('analyze')
      const ref = { schema: 'public', name: 'node_type_enum' }
      const timings = await compareTimes(
        [
          { what: 'full query', run: () => client.query(FULL_DEPENDENCY_QUERY, [ref.schema, ref.name]) },
          { what: 'checkEnumDependencies', run: () => checkEnumDependencies(client, ref) },
        ],
        { rounds: 9 },
      )
      return figuresOf(`${COUNT} dependent columns`, timings, { atMost: 0.5 })
    }),
}
